import type { Cell, Setting, Step } from '../../grammar/tree.ts'

/** A variable's name as names are compared: without case, spaces and underscores. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[ _]/g, '')
}

/** Text in which uses of variables are looked for. */
export class SearchedText {
  readonly #joined: string
  readonly #spaced: string

  constructor(text: string) {
    this.#joined = foldName(text)
    this.#spaced = text.toLowerCase().replaceAll('_', '')
  }

  /** How often a name stands in braces, or as a word: `$name` and, in an expression, `name` are read too. */
  uses(name: string): number {
    const folded = foldName(name)
    return Math.max(count(this.#joined, `{${folded}`, 1), count(this.#spaced, folded, 0))
  }
}

/** Occurrences that no letter or digit touches; `skip` characters at the front may be touched. */
function count(text: string, wanted: string, skip: number): number {
  let found = 0
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = skip > 0 ? '' : text.charAt(at - 1)
    if (!isLetter(before) && !isLetter(text.charAt(at + wanted.length))) found++
  }
  return found
}

function isLetter(character: string): boolean {
  return character !== '' && /[\p{L}\p{N}]/u.test(character)
}

/** Visits the cells of steps: those that are read, and those that a step assigns to. */
export function visitCells(
  steps: readonly Step[],
  visit: { reads(cells: readonly Cell[]): void; assigns?(step: Step, cells: readonly Cell[]): void },
): void {
  for (const step of steps) {
    const { read, assigned } = cellsOf(step)
    visit.reads(read)
    if (assigned.length > 0) visit.assigns?.(step, assigned)
    if ('body' in step) visitCells(step.body, visit)
    if ('branches' in step) for (const { body } of step.branches) visitCells(body, visit)
  }
}

/** The cells of settings' values. */
export function settingCells(settings: readonly Setting[]): Cell[] {
  return settings.flatMap(({ values }) => values)
}

function cellsOf(step: Step): { read: Cell[]; assigned: readonly Cell[] } {
  switch (step.kind) {
    case 'call':
      return { read: [step.keyword, ...step.args], assigned: step.assign }
    case 'template':
      return { read: [...step.args], assigned: [] }
    case 'var':
      return { read: present([...step.values, step.scope, step.separator]), assigned: [step.name] }
    case 'if':
      return { read: present(step.branches.map(({ condition }) => condition)), assigned: step.assign }
    case 'for':
      return { read: present([...step.values, step.start, step.mode, step.fill]), assigned: [] }
    case 'while':
      return {
        read: present([step.condition, step.limit, step.onLimit, step.onLimitMessage]),
        assigned: [],
      }
    case 'try':
      return {
        read: present(step.branches.flatMap(({ patterns, patternType }) => [...patterns, patternType])),
        assigned: [],
      }
    case 'group':
      return { read: present([step.name]), assigned: [] }
    case 'retry':
      return { read: present([step.time, step.times, step.every]), assigned: [] }
    case 'return':
    case 'error':
      return { read: [...step.values], assigned: [] }
    default:
      return { read: [], assigned: [] }
  }
}

function present(cells: readonly (Cell | undefined)[]): Cell[] {
  return cells.filter((cell) => cell !== undefined)
}

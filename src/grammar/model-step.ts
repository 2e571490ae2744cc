import type { Cell, IfBranch, Step, TryBranch } from './tree.ts'

/** A step in the schema `robot-model/1`. */
export interface ModelStep {
  readonly type: string
  readonly [part: string]: unknown
}

/** Converts steps; with `lines`, each has the line it begins in. */
export function stepModels(steps: readonly Step[], lines: boolean): ModelStep[] {
  return steps.map((step) => {
    const model = { type: step.kind, ...stepParts(step, lines) }
    return lines ? { ...model, line: firstCell(step)?.line } : model
  })
}

/** The texts of cells. */
export function texts(cells: readonly Cell[]): string[] {
  return cells.map(({ text }) => text)
}

/** An object with the text of a cell under a name, or an empty one where there is no cell. */
export function optional<Name extends string>(
  name: Name,
  cell: Cell | undefined,
): { [name in Name]?: string } {
  return cell ? ({ [name]: cell.text } as { [name in Name]: string }) : {}
}

function stepParts(step: Step, lines: boolean): object {
  switch (step.kind) {
    case 'call':
      return { assign: texts(step.assign), keyword: step.keyword.text, args: texts(step.args) }
    case 'template':
      return { args: texts(step.args) }
    case 'var':
      return {
        name: step.name.text,
        values: texts(step.values),
        ...optional('scope', step.scope),
        ...optional('separator', step.separator),
      }
    case 'return':
    case 'error':
      return { values: texts(step.values) }
    case 'break':
    case 'continue':
      return {}
    default:
      return blockParts(step, lines)
  }
}

type BlockStep = Extract<Step, { kind: 'if' | 'for' | 'while' | 'try' | 'group' | 'retry' | 'parallel' }>

function blockParts(step: BlockStep, lines: boolean): object {
  switch (step.kind) {
    case 'if':
      return {
        branches: step.branches.map((branch) => ifBranch(branch, lines)),
        ...(step.inline && { inline: true }),
        ...(step.assign.length > 0 && { assign: texts(step.assign) }),
      }
    case 'for':
      return {
        flavor: step.flavor?.text ?? null,
        variables: texts(step.variables),
        values: texts(step.values),
        ...optional('start', step.start),
        ...optional('mode', step.mode),
        ...optional('fill', step.fill),
        body: stepModels(step.body, lines),
      }
    case 'while':
      return {
        condition: step.condition?.text ?? '',
        ...optional('limit', step.limit),
        ...optional('on_limit', step.onLimit),
        ...optional('on_limit_message', step.onLimitMessage),
        body: stepModels(step.body, lines),
      }
    case 'try':
      return { branches: step.branches.map((branch) => tryBranch(branch, lines)) }
    case 'group':
      return { name: step.name?.text ?? '', body: stepModels(step.body, lines) }
    case 'retry':
      return {
        ...optional('for', step.time),
        ...optional('times', step.times),
        ...optional('every', step.every),
        body: stepModels(step.body, lines),
      }
    case 'parallel':
      return { body: stepModels(step.body, lines) }
  }
}

function ifBranch({ kind, condition, body }: IfBranch, lines: boolean): object {
  return { kind, ...optional('condition', condition), body: stepModels(body, lines) }
}

function tryBranch({ kind, patterns, patternType, as, body }: TryBranch, lines: boolean): object {
  const header =
    kind === 'except'
      ? { patterns: texts(patterns), ...optional('pattern_type', patternType), ...optional('as', as) }
      : {}
  return { kind, ...header, body: stepModels(body, lines) }
}

/** The cell a step begins with. */
function firstCell(step: Step): Cell | undefined {
  switch (step.kind) {
    case 'call':
      return step.assign[0] ?? step.keyword
    case 'template':
      return step.args[0]
    case 'error':
      return step.values[0]
    case 'if':
      return step.assign[0] ?? step.keyword
    default:
      return step.keyword
  }
}

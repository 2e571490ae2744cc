import { EvaluationError } from '../value/evaluation-error.ts'
import { quoteText } from '../value/text.ts'
import { tuple } from '../value/tuple.ts'
import { type Callable, defineMethod } from './callable.ts'

/** What `re.match` and `re.search` find. */
export class Match {
  readonly #match: RegExpExecArray
  readonly text: string

  constructor(match: RegExpExecArray, text: string) {
    this.#match = match
    this.text = text
  }

  /** A group's text by number or name, None if it took no part. Throws Python's IndexError. */
  group(key: unknown): string | null {
    const groups = this.#match.groups
    if (typeof key === 'string' && groups !== undefined && Object.hasOwn(groups, key))
      return groups[key] ?? null
    if (typeof key === 'number' && key >= 0 && key < this.#match.length) return this.#match[key] ?? null
    throw new EvaluationError('IndexError', 'no such group')
  }

  groups(otherwise: unknown): unknown[] {
    return this.#match.slice(1).map((group) => group ?? otherwise)
  }

  named(): Map<unknown, unknown> {
    return new Map(Object.entries(this.#match.groups ?? {}).map(([name, text]) => [name, text ?? null]))
  }

  /** Start and end of a group in the text. */
  span(key: unknown): readonly [number, number] {
    this.group(key)
    const { indices } = this.#match
    const found = typeof key === 'string' ? indices?.groups?.[key] : indices?.[Number(key)]
    return found ?? [-1, -1]
  }

  toString(): string {
    const [start, end] = this.span(0)
    return `<re.Match object; span=(${start}, ${end}), match=${quoteText(this.group(0) ?? '')}>`
  }
}

/** The methods of a match. */
export const matchMethods: readonly Callable[] = [
  method(
    'group',
    (match, args) => {
      const groups = (args.length === 0 ? [0] : args).map((key) => match.group(key))
      return groups.length === 1 ? groups[0] : tuple(groups)
    },
    9,
  ),
  method('groups', (match, [otherwise = null]) => tuple(match.groups(otherwise)), 1),
  method('groupdict', (match) => match.named()),
  method('start', (match, [key = 0]) => match.span(key)[0], 1),
  method('end', (match, [key = 0]) => match.span(key)[1], 1),
  method('span', (match, [key = 0]) => tuple(match.span(key)), 1),
]

/** Fills `\1` and `\g<name>` of a replacement with what was found. */
export function expandTemplate(template: string, found: RegExpExecArray): string {
  if (!template.includes('\\')) return template
  const match = new Match(found, '')
  return template.replace(/\\(?:g<(\w+)>|(\d{1,2})|([\\nrt]))/g, (_all, name, digits, escaped) => {
    if (escaped !== undefined)
      return ({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[escaped] ?? '\\'
    const key: string = name ?? digits
    return match.group(/^\d+$/.test(key) ? Number(key) : key) ?? ''
  })
}

function method(name: string, run: (match: Match, args: readonly unknown[]) => unknown, most = 0): Callable {
  return defineMethod(`re.Match.${name}`, ([match, ...args]) => run(match as Match, args), {
    count: [0, most],
  })
}

import { argumentName } from '../../keywords/arguments/signature-text.ts'
import type { KeywordScope } from '../../keywords/naming/keyword-scope.ts'

/** What a line can be completed with: keywords where one begins, then names of arguments and of devices. */
export function completeLine(
  line: string,
  scope: KeywordScope,
  devices: readonly string[],
): [string[], string] {
  const cells = line.split(/ {2,}|\t+/)
  const last = cells.at(-1) ?? ''
  const before = cells.slice(0, -1).filter((cell) => cell !== '' && !/^[$@&]\{.*\} ?=?$/.test(cell))
  const [keyword] = before
  const names = keyword === undefined ? scope.names() : [...argumentsOf(keyword, scope), ...devices]
  return [matching(last, names), last]
}

function argumentsOf(name: string, scope: KeywordScope): string[] {
  const found = scope.find(name)
  if (found?.kind !== 'library') return []
  const named = found.keyword.arguments.filter(
    ({ kind, positionalOnly }) => kind === 'one' && !positionalOnly,
  )
  return named.map((argument) => `${argumentName(argument)}=`)
}

function matching(typed: string, names: readonly string[]): string[] {
  const wanted = typed.toLowerCase()
  return [...new Set(names)].filter((name) => name.toLowerCase().startsWith(wanted)).sort()
}

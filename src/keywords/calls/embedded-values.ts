import { convertArgument } from '../arguments/bound-arguments.ts'
import type { ArgumentValues } from '../interpreter/call-node.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { compileCell } from '../variables/compile-cell.ts'

/** The values of a call, with those that stand in the keyword's name. */
export function withEmbedded(
  { name, arguments: list }: UserKeywordProgram,
  embedded: readonly string[],
  given: ArgumentValues,
): ArgumentValues {
  if (embedded.length === 0) return given
  const signature = { name, arguments: list.map(({ argument }) => argument) }
  const sources = embedded.map(compileCell)
  return (scopes) => {
    const values = { ...given(scopes) }
    const written = sources.map((source) => source.get(scopes))
    for (const [index, argument] of signature.arguments.slice(0, embedded.length).entries())
      values[argument.name] = convertArgument(signature, argument, written[index])
    return values
  }
}

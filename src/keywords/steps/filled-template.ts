import { findVariable } from '../../grammar/cells/find-variable.ts'
import type { Cell } from '../../grammar/tree.ts'

/**
 * The call that a row of a template makes. A template with as many `${variables}` in its name as the row has arguments
 * takes them into the name; any other gets them as arguments.
 */
export function filledTemplate(template: Cell, args: readonly Cell[]): readonly [Cell, ...Cell[]] {
  const pieces = piecesOf(template.text)
  if (pieces.length < 2 || pieces.length - 1 !== args.length) return [template, ...args]
  const text = pieces.map((piece, index) => piece + (args[index]?.text ?? '')).join('')
  return [{ ...template, text }]
}

/** What stands before, between and after the variables of a name. */
function piecesOf(name: string): string[] {
  const pieces: string[] = []
  let from = 0
  for (;;) {
    const found = findVariable(name, '$', from)
    if (typeof found !== 'object') break
    pieces.push(name.slice(from, found.start))
    from = found.end
  }
  return [...pieces, name.slice(from)]
}

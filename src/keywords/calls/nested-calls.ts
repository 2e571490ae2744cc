import { SuiteError } from '../../runtime/errors.ts'
import { type ArgumentCell, expandArgument, lateValue } from '../arguments/argument-cell.ts'
import type { NestedCall, NestedCalls } from '../catalogue/keyword.ts'
import type { BoundNested, NestedNode } from '../interpreter/call-context.ts'
import type { Frame, Node } from '../interpreter/frame.ts'
import { toText } from '../value/text.ts'
import type { Scopes } from '../variables/scope.ts'

/** How the calls among a keyword's arguments are bound. */
export interface NestedBinding {
  /** Binds a call whose mistakes are reported. */
  bind(cells: readonly ArgumentCell[]): Node
  /** Binds a call while the suite runs; throws its first mistake. */
  bindNow(cells: readonly ArgumentCell[], scopes: Scopes): Node
}

/** Binds the calls that stand after a keyword's own arguments. Throws a SuiteError if they cannot be told apart. */
export function nestedNodes(
  nested: NestedCalls,
  cells: readonly ArgumentCell[],
  binding: NestedBinding,
): NestedNode[] {
  return nested.split(cells.map((cell) => cell.text ?? '')).map((call) => nestedNode(call, cells, binding))
}

/** Expands lists until so many arguments are there; the others stay as they are. */
export function expandLeading(
  cells: readonly ArgumentCell[],
  count: number,
  scopes: Scopes,
): readonly ArgumentCell[] {
  const leading: ArgumentCell[] = []
  let next = 0
  while (leading.length < count && next < cells.length) {
    const cell = cells[next++]
    if (cell !== undefined) leading.push(...expandArgument(cell, scopes))
  }
  return [...leading, ...cells.slice(next)]
}

function nestedNode(call: NestedCall, all: readonly ArgumentCell[], binding: NestedBinding): NestedNode {
  const cells = all.slice(call.condition ?? call.from, call.to)
  const hasCondition = call.condition !== undefined
  const leading = hasCondition ? 2 : 1
  const isList = (cell: ArgumentCell) => cell.source.expands === 'list'
  if (call.each && cells.every(isList)) return (frame) => eachOf(cells, frame, binding)
  if (cells.slice(0, leading).some(isList)) {
    return ({ scopes }) => {
      const expanded = expandLeading(cells, leading, scopes)
      if (expanded.length < leading) throw nameMissing(cells)
      const rest = hasCondition ? expanded.slice(1) : expanded
      return [boundNested(expanded, hasCondition, binding.bindNow(rest, scopes), scopes)]
    }
  }
  const node = binding.bind(all.slice(call.from, call.to))
  return ({ scopes }) => [boundNested(cells, hasCondition, node, scopes)]
}

function eachOf(cells: readonly ArgumentCell[], { scopes }: Frame, binding: NestedBinding): BoundNested[] {
  const names = cells.flatMap((cell) => expandArgument(cell, scopes))
  return names.map((name) => boundNested([name], false, lateNode(name, binding), scopes))
}

/** A name that is unknown fails when its turn comes, after the calls before it have run. */
function lateNode(name: ArgumentCell, binding: NestedBinding): Node {
  return { exec: (frame, result) => binding.bindNow([name], frame.scopes).exec(frame, result) }
}

function boundNested(
  cells: readonly ArgumentCell[],
  hasCondition: boolean,
  node: Node,
  scopes: Scopes,
): BoundNested {
  const [first] = cells
  const nameCell = cells[hasCondition ? 1 : 0]
  return {
    node,
    condition: hasCondition && first !== undefined ? lateValue(first, scopes) : undefined,
    get name() {
      return nameOf(nameCell, scopes)
    },
  }
}

/** For messages: also of a keyword that does not run and whose name has variables without a value. */
function nameOf(cell: ArgumentCell | undefined, scopes: Scopes): string {
  try {
    return toText(cell?.source.get(scopes))
  } catch (error) {
    if (error instanceof SuiteError) return cell?.text ?? ''
    throw error
  }
}

function nameMissing(cells: readonly ArgumentCell[]): SuiteError {
  const list = cells.map((cell) => `'${cell.text ?? ''}'`).join(', ')
  const message = `Keyword name missing: Given arguments [${list}] resolved to an empty list.`
  return new SuiteError('argument-count', message)
}

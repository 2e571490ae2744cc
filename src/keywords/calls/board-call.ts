import { replaceCell } from '../../grammar/cells/cell-diagnostic.ts'
import type { Report } from '../binding/report.ts'
import type { Node } from '../interpreter/frame.ts'
import { BoardNode } from '../nodes/board-node.ts'
import type { PhraseBook } from '../sentences/phrase-book.ts'
import type { Boards } from './boards.ts'
import type { CallNames } from './call-names.ts'
import type { CallRequest } from './call-request.ts'
import { failing } from './failing-call.ts'

/** What a call on a board is read with. */
export interface BoardCallSurroundings {
  readonly boards: Boards
  readonly names: CallNames
  readonly phrases: PhraseBook
  readonly report: Report
}

/** `Gateway: Power on`: the keyword on that board; undefined for a call that names no board. */
export function bindBoardCall(
  request: CallRequest,
  surroundings: BoardCallSurroundings,
  bind: (request: CallRequest) => Node,
): Node | undefined {
  const board = surroundings.boards.split(request.name)
  if (board !== undefined) return new BoardNode(board.index, bind({ ...request, name: board.step }))
  const [, written, step] = /^([\p{L}_][\p{L}\p{N}_ -]*):\s+(\S.*)$/u.exec(request.name.text) ?? []
  return written === undefined || step === undefined
    ? reportMissingColon(request, surroundings)
    : reportUnknownBoard(request, { written, step }, surroundings)
}

function reportUnknownBoard(
  { name, known }: CallRequest,
  { written, step }: { readonly written: string; readonly step: string },
  { boards, names, phrases, report }: BoardCallSurroundings,
): Node | undefined {
  // `Try for 10 s: Power on` is a sentence that is not right yet.
  if (phrases.beginningLike(name.text).length > 0) return undefined
  if (!names.canCall({ ...name, text: step }, known)) return undefined
  const message = `There is no board "${written}".`
  const hint = boards.hint(written)
  report.add(name, { code: 'unknown-board', message, hint }, 0, written.length)
  return failing(message)
}

function reportMissingColon(
  { name, known }: CallRequest,
  { boards, names, report }: BoardCallSurroundings,
): Node | undefined {
  const repaired = boards.repaired(name.text)
  if (repaired === undefined || !names.canCall({ ...name, text: repaired.step }, known)) return undefined
  const text = `${repaired.board}: ${repaired.step}`
  const message = `I do not know the keyword "${name.text}".`
  const hint = `A colon and a space stand behind the name of a board:\n   ${text}`
  report.add(name, { code: 'unknown-keyword', message, hint, fix: replaceCell(name, text) })
  return failing(message)
}

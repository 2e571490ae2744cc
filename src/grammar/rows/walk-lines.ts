import type { LineSpan } from './split-line.ts'
import { isLineBreak } from './whitespace.ts'

/** Visits every line of a text, in order. The span is the same object each time: copy what you keep. */
export function walkLines(text: string, visit: (span: LineSpan) => void): void {
  const offset = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
  const span: LineSpan = { text, offset, end: 0, line: 1, column: 1 }
  while (span.offset < text.length) {
    span.end = lineEnd(text, span.offset)
    visit(span)
    nextLine(span)
  }
}

function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if ((code <= 0x1e || code >= 0x85) && isLineBreak(code)) break
    at++
  }
  return at
}

/**
 * Moves to the next line. Robot Framework ends a row at more characters than an editor ends a line at: the number
 * counts lines as editors do, so that a position leads to the right place.
 */
function nextLine(span: LineSpan): void {
  const code = span.text.charCodeAt(span.end)
  const isPair = code === CARRIAGE_RETURN && span.text.charCodeAt(span.end + 1) === LINE_FEED
  const next = span.end + (isPair ? 2 : 1)
  if (code === LINE_FEED || code === CARRIAGE_RETURN) {
    span.line++
    span.column = 1
  } else span.column += next - span.offset
  span.offset = next
}

const BYTE_ORDER_MARK = 0xfeff
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

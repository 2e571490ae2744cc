import type { Cell } from '../tree.ts'
import { isSpace } from './whitespace.ts'

/** Where a line stands in its text. `offset` and `end` are indexes, `column` that of the first character, from 1. */
export interface LineSpan {
  text: string
  offset: number
  end: number
  line: number
  column: number
}

/** What a line says. The same object is used again for the next line: copy what you keep. */
export interface SplitLine {
  /** Data cells without trailing empty ones; those of a continuation row follow its `...`. */
  readonly cells: Cell[]
  /** Number of empty cells in front that are not in `cells`: the indentation. */
  indent: number
  /** True for a row that begins with `...` and so goes on with the row before. */
  continues: boolean
  /** Index in the text past the `...` of such a row. */
  afterDots: number
  /** True when the line holds anything at all, a comment included. */
  written: boolean
  /** Index in the text where the line's comment begins; -1 where it has none. */
  comment: number
}

/** Makes the object that `splitLine` fills. */
export function createSplitLine(): SplitLine {
  return { cells: [], indent: 0, continues: false, afterDots: 0, written: false, comment: -1 }
}

/** Splits a line into cells at pipes, or at tabs and two or more spaces; comments are left out. */
export function splitLine(span: LineSpan, out: SplitLine): void {
  out.cells.length = 0
  out.indent = 0
  out.continues = false
  out.comment = -1
  const end = trimmedEnd(span)
  out.written = end > span.offset
  if (!out.written) return
  const lastData = isPipeRow(span, end) ? splitPipes(span, end, out) : splitSpaces(span, end, out)
  out.cells.length = lastData
  // A bare `...` stands for one empty cell.
  if (out.continues && lastData === 0) addCell(span, out.afterDots, out.afterDots, out)
}

function trimmedEnd({ text, offset, end }: LineSpan): number {
  let last = end
  while (last > offset && isSpace(text.charCodeAt(last - 1))) last--
  return last
}

function isPipeRow({ text, offset }: LineSpan, end: number): boolean {
  if (text.charCodeAt(offset) !== PIPE) return false
  return offset + 1 === end || isSpace(text.charCodeAt(offset + 1))
}

/** Returns the number of cells up to the last one that is not empty. */
function splitSpaces(span: LineSpan, end: number, out: SplitLine): number {
  const { text } = span
  let start = span.offset
  let lastData = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x20 && code < 0x7f) continue
    if (!isSpace(code)) continue
    let next = at + 1
    while (next < end && isSpace(text.charCodeAt(next))) next++
    if (next - at > 1 || code === TAB) {
      if (isComment(span, start, at, out)) return lastData
      lastData = take(span, start, at, out) ? out.cells.length : lastData
      start = next
    }
    at = next - 1
  }
  if (isComment(span, start, end, out)) return lastData
  return take(span, start, end, out) ? out.cells.length : lastData
}

/** As `splitSpaces`, for a row whose cells stand between ` | `. */
function splitPipes(span: LineSpan, end: number, out: SplitLine): number {
  const { text } = span
  let start = afterSpaces(text, span.offset + 1, end)
  let lastData = 0
  for (let at = start; at <= end; at++) {
    const closes = at < end && text.charCodeAt(at) === PIPE && isCellEnd(text, at, start, end)
    if (!closes && at < end) continue
    const cellEnd = closes ? beforeSpaces(text, at, start) : end
    if (isComment(span, start, cellEnd, out)) return lastData
    lastData = take(span, start, cellEnd, out) ? out.cells.length : lastData
    start = at = afterSpaces(text, at + 1, end)
    at--
    if (!closes || start >= end) break
  }
  return lastData
}

/** A pipe separates when white space (or the separator before) precedes it, and white space or the end follows. */
function isCellEnd(text: string, at: number, start: number, end: number): boolean {
  if (at + 1 < end && !isSpace(text.charCodeAt(at + 1))) return false
  return at === start || isSpace(text.charCodeAt(at - 1))
}

function afterSpaces(text: string, from: number, end: number): number {
  let at = from
  while (at < end && isSpace(text.charCodeAt(at))) at++
  return at
}

function beforeSpaces(text: string, from: number, start: number): number {
  let at = from
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--
  return at
}

/** Notes where a comment begins. Only the first cell of a line may begin with one space, which does not count here. */
function isComment({ text, offset }: LineSpan, start: number, end: number, out: SplitLine): boolean {
  const first = start === offset ? afterSpaces(text, start, end) : start
  const begins = first < end && text.charCodeAt(first) === HASH
  if (begins) out.comment = first
  return begins
}

/** Takes a cell into the row, or as its indentation or `...`; true when it holds text. */
function take(span: LineSpan, start: number, end: number, out: SplitLine): boolean {
  const first = out.cells.length === 0 && !out.continues
  if (first && start === end) {
    out.indent++
    return false
  }
  if (first && isDots(span, start, end)) {
    out.continues = true
    out.afterDots = end
    return false
  }
  addCell(span, start, end, out)
  return end > start
}

function isDots({ text, offset }: LineSpan, start: number, end: number): boolean {
  const from = start === offset ? afterSpaces(text, start, end) : start
  return end - from === 3 && text.startsWith('...', from)
}

function addCell(span: LineSpan, start: number, end: number, out: SplitLine): void {
  const column = start - span.offset + span.column
  out.cells.push({ text: span.text.slice(start, end), line: span.line, column })
}

const TAB = 0x09
const HASH = 0x23
const PIPE = 0x7c

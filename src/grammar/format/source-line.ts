import { createSplitLine, type LineSpan, type SplitLine, splitLine } from '../rows/split-line.ts'
import { walkLines } from '../rows/walk-lines.ts'
import { isSpace } from '../rows/whitespace.ts'
import type { Cell } from '../tree.ts'

/** A line of a text with what layout needs to know of it: its cells, its comment, and itself. */
export interface SourceLine {
  /** The line as written, without white space at its end. */
  readonly raw: string
  /** Data cells; those of a continuation row follow its `...`. */
  readonly cells: readonly Cell[]
  readonly continues: boolean
  /** Everything from `#` on. */
  readonly comment?: string
  /** Number of characters in front of the first one that is not white space. */
  readonly indent: number
  /** True when the cells mean the same with spaces between them; a row with pipes can hold others. */
  readonly plain: boolean
}

/** True for a line that says nothing; one of a pipe alone is such a line, too. */
export function isEmpty({ raw, cells, continues, comment }: SourceLine): boolean {
  return raw === '' || (cells.length === 0 && !continues && comment === undefined)
}

/** Every line of a text, the empty ones as well. */
export function readSourceLines(text: string): SourceLine[] {
  const lines: SourceLine[] = []
  const split = createSplitLine()
  walkLines(text, (span) => {
    splitLine(span, split)
    lines.push(split.written ? written(span, split) : EMPTY)
  })
  return lines
}

function written(span: LineSpan, split: SplitLine): SourceLine {
  const { text, offset } = span
  let end = span.end
  while (isSpace(text.charCodeAt(end - 1))) end--
  let first = offset
  while (isSpace(text.charCodeAt(first))) first++
  const isPipes = text.charAt(first) === '|' && first === offset
  return {
    raw: text.slice(offset, end),
    cells: split.cells.slice(),
    continues: split.continues,
    indent: isPipes ? pipeIndent(split) : first - offset,
    plain: !isPipes || split.cells.every((cell) => isPlain(cell.text) || isBareDots(split)),
    ...(split.comment >= 0 && { comment: commentText(text.slice(split.comment, end), isPipes) }),
  }
}

/** In a row with pipes, each empty cell in front is one level. */
function pipeIndent({ indent, cells }: SplitLine): number {
  return cells.length === 0 && indent === 0 ? 0 : indent * 4
}

/** A row with pipes may close its last cell, even one that is a comment. */
function commentText(text: string, isPipes: boolean): string {
  return isPipes ? text.replace(/\s+\|$/, '') : text
}

function isBareDots({ continues, cells }: SplitLine): boolean {
  return continues && cells.length === 1
}

/** True for a text that is one cell where spaces separate. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (!isSpace(text.charCodeAt(at))) continue
    if (text.charAt(at) === '\t' || isSpace(text.charCodeAt(at + 1))) return false
  }
  return text !== ''
}

const EMPTY: SourceLine = { raw: '', cells: [], continues: false, indent: 0, plain: true }

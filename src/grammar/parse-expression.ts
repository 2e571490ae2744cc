import type { Diagnostic } from './diagnostic.ts'
import { type ExpressionTree, partsOf } from './expression-tree.ts'
import { parse } from './generated/expression.js'
import { describeSyntax } from './syntax-hint.ts'
import { decodeText } from './text-escapes.ts'

/** The longest expression that is read, in characters. */
const LONGEST = 16_384
/** The deepest nesting of brackets. */
const DEEPEST = 50
/** The deepest tree, chains of operators included. */
const DEEPEST_TREE = 600

/** What came of a text: a tree, or diagnostics that say why there is none. Columns count from 1, in the source. */
export interface ParsedExpression {
  readonly tree?: ExpressionTree
  readonly diagnostics: readonly Diagnostic[]
  /** True where Python would read the text: it holds something that this language does without, or too much. */
  readonly refused?: boolean
}

/** Options of {@link parseExpression}. */
export interface ExpressionOptions {
  /** `cell` (default): the source is a cell as written, so Robot's escapes apply; `text`: they were applied already. */
  readonly from?: 'cell' | 'text'
}

/** Parses an expression. Never throws, whatever the text; bounded in size and depth. */
export function parseExpression(source: string, options: ExpressionOptions = {}): ParsedExpression {
  const refused = refuse(source)
  if (refused !== undefined) return { diagnostics: [refused], refused: refused.code !== 'expression-empty' }
  const cell = options.from !== 'text'
  try {
    const tree = parse(source, {
      cell,
      text: (raw: string, prefix: string) => decodeText(raw, prefix, cell),
    }) as ExpressionTree
    return isDeep(tree) ? { diagnostics: [tooDeep(source)], refused: true } : { tree, diagnostics: [] }
  } catch (error) {
    return diagnose(source, error)
  }
}

function refuse(source: string): Diagnostic | undefined {
  if (source.trim() === '')
    return { ...at(source, 0), code: 'expression-empty', message: 'Expression cannot be empty.' }
  if (source.length > LONGEST)
    return {
      ...at(source, 0),
      code: 'expression-too-long',
      message: `The expression has ${source.length} characters; at most ${LONGEST} are read.`,
      hint: 'Put the long text or list into a variable.',
    }
  return nesting(source) > DEEPEST ? tooDeep(source) : undefined
}

/** The deepest nesting of brackets outside quotes. */
function nesting(source: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of source.matchAll(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[([{]|[)\]}]/gs)) {
    if (token === '(' || token === '[' || token === '{') deepest = Math.max(deepest, ++depth)
    else if (token.length === 1) depth--
  }
  return deepest
}

function isDeep(tree: ExpressionTree): boolean {
  let level: readonly ExpressionTree[] = [tree]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST_TREE) return true
    level = level.flatMap(partsOf)
  }
  return false
}

function tooDeep(source: string): Diagnostic {
  return {
    ...at(source, 0),
    code: 'expression-too-deep',
    message: `The expression nests too deeply; at most ${DEEPEST} brackets may stand inside each other.`,
    hint: 'Compute parts of it in steps of their own.',
  }
}

function diagnose(source: string, error: unknown): ParsedExpression {
  const syntax = error as { location?: { start: { offset: number } }; message: string; expected?: unknown }
  if (syntax.location === undefined) return { diagnostics: [tooDeep(source)], refused: true }
  const {
    offset,
    write,
    refused = false,
    ...problem
  } = describeSyntax(
    source,
    syntax.location.start.offset,
    syntax.expected === null ? syntax.message : undefined,
  )
  const place = at(source, offset)
  const { line, column } = place
  const edits =
    write === undefined ? [] : [{ line, column, endColumn: column + write.length, text: write.text }]
  const fix = write === undefined ? {} : { fix: { edits } }
  return { diagnostics: [{ ...place, code: 'expression-syntax', ...problem, ...fix }], refused }
}

function at(source: string, offset: number): Omit<Diagnostic, 'code' | 'message'> {
  const before = source.slice(0, offset).split(/\r\n|\r|\n/)
  const column = (before.at(-1) ?? '').length + 1
  const word = /^[\w$]+|^.?/.exec(source.slice(offset))?.[0] ?? ''
  return { severity: 'error', line: before.length, column, endColumn: column + Math.max(1, word.length) }
}

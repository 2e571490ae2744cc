import { createRequire } from 'node:module'
import type * as CommentParser from 'comment-parser'
import type { Comment } from './syntax.ts'

/** What a doc comment says of a parameter. */
export interface ParameterDoc {
  readonly doc: string
  /** As written in braces. */
  readonly type: string
  readonly optional: boolean
}

/** A doc comment. */
export interface DocComment {
  readonly text: string
  /** By the names of the parameters; `options.timeout` for a property of one. */
  readonly parameters: ReadonlyMap<string, ParameterDoc>
  /** Texts of the other tags, by the tag's name. */
  readonly tags: ReadonlyMap<string, readonly string[]>
}

const NONE: DocComment = { text: '', parameters: new Map(), tags: new Map() }

/** Reads the last doc comment (`/** … *\/`) of those before a declaration. */
export function docCommentIn(comments: readonly Comment[] | null | undefined): DocComment {
  const comment = comments?.findLast(({ type, value }) => type === 'CommentBlock' && value.startsWith('*'))
  const [block] = comment === undefined ? [] : parse(`/*${comment.value}*/`)
  if (block === undefined) return NONE
  const { tags } = block
  const parameters = tags.filter(({ tag }) => tag === 'param' || tag === 'arg' || tag === 'argument')
  return {
    text: withReturns(oneLine(block.description), tags),
    parameters: new Map(parameters.map((spec) => [spec.name, parameterDoc(spec)])),
    tags: grouped(tags),
  }
}

function parse(text: string): CommentParser.Block[] {
  const parser = createRequire(import.meta.url)('comment-parser') as typeof CommentParser
  return parser.parse(text)
}

function parameterDoc({ type, description, optional }: CommentParser.Spec): ParameterDoc {
  return { doc: oneLine(description).replace(/^- /, ''), type, optional }
}

function withReturns(text: string, tags: readonly CommentParser.Spec[]): string {
  const returns = tags.find(({ tag }) => tag === 'returns' || tag === 'return')
  const said = returns === undefined ? '' : oneLine(`${returns.name} ${returns.description}`)
  return said === '' ? text : `${text}${text === '' ? '' : ' '}Returns ${said}`
}

function grouped(specs: readonly CommentParser.Spec[]): ReadonlyMap<string, readonly string[]> {
  const tags = new Map<string, string[]>()
  for (const { tag, name, description } of specs)
    tags.set(tag, [...(tags.get(tag) ?? []), oneLine(`${name} ${description}`)])
  return tags
}

/** Lines of a paragraph as one; paragraphs stay apart. */
function oneLine(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

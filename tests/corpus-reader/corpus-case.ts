import type { FileKind } from '../../src/grammar/tree.ts'

/** What a case's source is: a whole file, or the rows of a test or a keyword. */
export type SourceKind = FileKind | 'steps' | 'keyword'

/** One case of the corpus: a source, and what the parser makes of it. */
export interface CorpusCase {
  readonly title: string
  readonly kind: SourceKind
  /** The text as it stands in the corpus. */
  readonly shown: string
  /** The tree in outline, then a line for each problem. */
  readonly expected: string
}

/** A file of the corpus: a sentence about it, and its cases. */
export interface CorpusFile {
  readonly head: string
  readonly cases: readonly CorpusCase[]
}

const HEADS: Readonly<Record<SourceKind, string>> = {
  suite: '',
  init: '',
  resource: '',
  steps: '*** Test Cases ***\nT\n',
  keyword: '*** Keywords ***\nK\n',
}

/** Characters that one cannot see, and how the corpus shows them. */
const PICTURES: Readonly<Record<string, string>> = {
  '␉': '\t',
  '␠': ' ',
  '␍': '\r',
  '␀': '\0',
  '⍽': '\u00a0',
  '⎵': '\u3000',
  '⌖': '\ufeff',
}

/** Reads a file of the corpus: `=== title {kind}`, the source, `---`, what is expected. */
export function readCorpus(text: string): CorpusFile {
  const [head = '', ...parts] = text.split(/^=== /m)
  const usual = /^kind: (\w+)$/m.exec(head)?.[1] as SourceKind | undefined
  return { head, cases: parts.map((part) => readCase(part, usual ?? 'suite')) }
}

/**
 * The text of a corpus file.
 * @public scripts/corpus.mjs imports it while it runs
 */
export function writeCorpus({ head, cases }: CorpusFile): string {
  const usual = /^kind: (\w+)$/m.exec(head)?.[1] ?? 'suite'
  const parts = cases.map(({ title, kind, shown, expected }) => {
    const suffix = kind === usual ? '' : ` {${kind}}`
    return `=== ${title}${suffix}\n${shown}\n---\n${expected}\n`
  })
  return [`${head.trimEnd()}\n`, ...parts].join('\n')
}

/** The whole text that the parser gets, and the number of lines that come before what is shown. */
export function sourceOf({ kind, shown }: CorpusCase): { text: string; before: number } {
  const head = HEADS[kind]
  const text = head + shown.replace(/[␉␠␍␀⍽⎵⌖]/gu, (picture) => PICTURES[picture] ?? picture)
  return { text, before: head.split('\n').length - 1 }
}

/** The kind of file that holds a source. */
export function fileKindOf(kind: SourceKind): FileKind {
  return kind === 'steps' || kind === 'keyword' ? 'suite' : kind
}

function readCase(part: string, usual: SourceKind): CorpusCase {
  const [titleLine = '', ...rest] = part.split('\n')
  const [, title = '', kind] = /^(.*?)(?: \{(\w+)\})?$/.exec(titleLine) ?? []
  const end = rest.indexOf('---')
  const expected = end < 0 ? '' : rest.slice(end + 1).join('\n')
  const shown = rest.slice(0, end < 0 ? rest.length : end).join('\n')
  return {
    ...{ title, kind: (kind as SourceKind | undefined) ?? usual },
    ...{ shown: end < 0 ? shown.trimEnd() : shown, expected: expected.trimEnd() },
  }
}

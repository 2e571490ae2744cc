import type { FileKind } from '../../grammar/tree.ts'

/** What the converter must know of the files around the text. */
export interface ConversionContext {
  readonly kind: FileKind
  /** Names of user keywords that the text may call: those that hide a standard keyword are left alone. */
  readonly ownKeywords: ReadonlySet<string>
  /** What an import of this path says after the conversion; undefined if it stays as it is. */
  readonly renamed: (path: string) => string | undefined
  /** True for a library that suites can import. */
  readonly knowsLibrary: (name: string) => boolean
}

/** A converted text. */
export interface ConvertedText {
  readonly text: string
  /** What was written in another way, in order of lines. */
  readonly changes: readonly Change[]
  /** What was not carried. */
  readonly findings: readonly Finding[]
  /** Lines of the source in which nothing is left of what a check of the source says about them. */
  readonly settled: ReadonlySet<number>
}

/** Something that now says the same in today's words. Lines count from 1 in the source. */
export interface Change {
  readonly line: number
  readonly what: string
}

/** Something that could not be carried. Lines and columns count from 1 in the source. */
export interface Finding {
  /** Stable name. */
  readonly code: string
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly what: string
  readonly why: string
  /** What to do. */
  readonly cure: string
}

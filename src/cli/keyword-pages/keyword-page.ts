/** What kind of argument it is, in libdoc's words. */
export type ArgumentKind =
  | 'POSITIONAL_ONLY'
  | 'POSITIONAL_OR_NAMED'
  | 'VAR_POSITIONAL'
  | 'NAMED_ONLY'
  | 'VAR_NAMED'

/** An argument as documentation shows it. */
export interface PageArgument {
  /** As suites write it. */
  readonly name: string
  /** Undefined if it takes any value. */
  readonly type?: string | undefined
  /** As one would write it in a suite. */
  readonly defaultValue?: string | undefined
  readonly kind: ArgumentKind
  readonly required: boolean
  readonly doc: string
}

/** A keyword as documentation shows it. */
export interface PageKeyword {
  readonly name: string
  readonly arguments: readonly PageArgument[]
  readonly doc: string
  readonly tags: readonly string[]
  /** How it is written as a sentence. */
  readonly phrases: readonly string[]
  /** Undefined where it is not known. */
  readonly lineno?: number
  /** True if only its own file should call it. */
  readonly private: boolean
  readonly deprecated: boolean
}

/** The documentation of a library, a resource file, or a suite's own keywords. */
export interface KeywordPage {
  readonly name: string
  readonly type: 'LIBRARY' | 'RESOURCE' | 'SUITE'
  readonly doc: string
  readonly version?: string
  readonly scope?: string
  /** Where it is written, from the current folder on. */
  readonly source?: string
  /** The arguments that its import takes. */
  readonly inits: readonly PageArgument[]
  readonly keywords: readonly PageKeyword[]
}

/** True for what begins with `*DEPRECATED*` or `*DEPRECATED since 2.0*`. */
export function isDeprecated(doc: string): boolean {
  return /^\*DEPRECATED[^*\n]*\*/.test(doc)
}

/** Tells the `Tags:` row at the end of a documentation from the rest of it. */
export function splitTags(doc: string): { readonly doc: string; readonly tags: readonly string[] } {
  const [row, written] = /(?:^|\n)[ \t]*Tags:([^\n]*)$/i.exec(doc) ?? []
  if (row === undefined || written === undefined) return { doc, tags: [] }
  const tags = written.split(',').map((tag) => tag.trim())
  return { doc: doc.slice(0, -row.length).trimEnd(), tags: tags.filter((tag) => tag !== '') }
}

/** An argument as a call shows it: `text`, `[timeout]`, `[quiet=200 ms]`, `*items`, `**named`. */
export function shownArgument({ name, kind, required, defaultValue }: PageArgument): string {
  if (kind === 'VAR_POSITIONAL') return `*${name}`
  if (kind === 'VAR_NAMED') return `**${name}`
  if (required) return name
  return defaultValue === undefined ? `[${name}]` : `[${name}=${defaultValue}]`
}

/** The first paragraph of a documentation, in one line. */
export function shortDoc(doc: string): string {
  const [first = ''] = doc.trim().split(/\n\s*\n/)
  return first.replace(/\s+/g, ' ')
}

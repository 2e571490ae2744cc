/** What a wait looks for: the text itself, or a regular expression. */
export type Pattern = string | RegExp

/** Where a pattern was found, in absolute offsets. */
export interface Found {
  readonly start: number
  /** Offset behind the match. */
  readonly end: number
  /** The groups of a regular expression. */
  readonly match?: RegExpExecArray
}

/** Looks for the first match in a log from an offset on, and goes on where it stopped when more bytes came. */
export interface Search {
  /**
   * Looks at what came since the last scan. `paused` says that the input has come to rest: then what might have
   * continued counts as it is.
   */
  scan(paused: boolean): Found | undefined
  /** True when a scan with `paused` could find more than the last scan did. */
  readonly behind: boolean
}

/** A pattern as it is shown to people: `"text"` or `/expression/`. */
export function formatPattern(pattern: Pattern): string {
  return typeof pattern === 'string' ? JSON.stringify(pattern) : String(pattern)
}

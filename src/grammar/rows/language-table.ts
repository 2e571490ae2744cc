/** One language. Its words stand in one text each, separated by `|`. */
export interface LanguageTable {
  readonly code: string
  readonly name: string
  readonly sections: string
  readonly settings: string
  /** `Given`, `When`, `Then`, `And`, `But` and their variants. */
  readonly prefixes: string
}

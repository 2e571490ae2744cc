/** Beside the file of which parameter a file is looked for, and how its name ends. */
export interface BesideDescription {
  readonly of: string
  readonly ending: string
}

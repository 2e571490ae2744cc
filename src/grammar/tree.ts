import type { Diagnostic } from './diagnostic.ts'
import type { Faults } from './faults/faulty.ts'

/** One cell of a row, as written: neither unescaped nor resolved. Lines and columns count from 1. */
export interface Cell {
  readonly text: string
  readonly line: number
  readonly column: number
}

/** What a file is for: a suite has tests, `__init__` files set up a directory, resources hold keywords only. */
export type FileKind = 'suite' | 'init' | 'resource'

/** A parsed file. Always complete: what could not be understood is an `error` step or setting and a diagnostic. */
export interface FileTree {
  readonly kind: FileKind
  readonly sections: readonly SectionHeader[]
  /** Codes of the languages that `Language:` rows switched on. */
  readonly languages: readonly string[]
  readonly settings: readonly Setting[]
  readonly variables: readonly VariableRow[]
  readonly tests: readonly Test[]
  readonly keywords: readonly UserKeyword[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface SectionHeader {
  readonly kind:
    | 'Setting'
    | 'Variable'
    | 'TestCase'
    | 'Task'
    | 'Keyword'
    | 'Comment'
    | 'ImplicitComment'
    | 'Invalid'
  readonly line: number
}

/**
 * A setting of a suite, test or keyword; `name` is the canonical English one (`Suite Setup`, `Tags`, `Return`…), or
 * `error` for a row of the settings section that is none; a diagnostic says why.
 */
export interface Setting {
  readonly name: string
  readonly cell: Cell
  readonly values: readonly Cell[]
  /** `AS` name of a `Library` import or a `Board`. */
  readonly alias?: Cell
}

/** A row of the variables section; the name keeps its sigil and has lost a trailing `=`. */
export interface VariableRow {
  readonly name: Cell
  readonly values: readonly Cell[]
  readonly separator?: Cell
}

export interface Test {
  readonly name: Cell
  /** True in a `*** Tasks ***` section. */
  readonly task: boolean
  readonly settings: readonly Setting[]
  /** What `[Examples]` holds: the test runs once for each row. */
  readonly examples?: ExampleTable
  readonly body: readonly Step[]
}

/** The rows of `[Examples]`, or the file that has them. */
export type ExampleTable =
  | { readonly kind: 'rows'; readonly names: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'file'; readonly path: Cell }

export interface UserKeyword {
  readonly name: Cell
  readonly settings: readonly Setting[]
  readonly body: readonly Step[]
}

export type Step =
  | CallStep
  | TemplateStep
  | VarStep
  | IfStep
  | ForStep
  | WhileStep
  | TryStep
  | GroupStep
  | RetryStep
  | ParallelStep
  | ReturnStep
  | BreakStep
  | ContinueStep
  | ErrorStep

/** A step that cannot be read says so in Robot Framework's words when a run reaches it: see faults/. */
interface Faulty {
  readonly faults?: Faults
}

/** A keyword with its arguments; assigned variables have lost a trailing `=`. */
export interface CallStep extends Faulty {
  readonly kind: 'call'
  readonly assign: readonly Cell[]
  readonly keyword: Cell
  readonly args: readonly Cell[]
}

/** A row of arguments in a templated test. */
export interface TemplateStep extends Faulty {
  readonly kind: 'template'
  readonly args: readonly Cell[]
}

export interface VarStep extends Faulty {
  readonly kind: 'var'
  readonly keyword: Cell
  readonly name: Cell
  readonly values: readonly Cell[]
  readonly scope?: Cell
  readonly separator?: Cell
}

export interface IfStep extends Faulty {
  readonly kind: 'if'
  readonly keyword: Cell
  readonly inline: boolean
  readonly assign: readonly Cell[]
  readonly branches: readonly IfBranch[]
}

export interface IfBranch {
  readonly kind: 'if' | 'else if' | 'else'
  readonly keyword: Cell
  readonly condition?: Cell
  readonly body: readonly Step[]
}

export interface ForStep extends Faulty {
  readonly kind: 'for'
  readonly keyword: Cell
  /** `IN`, `IN RANGE`, `IN ENUMERATE` or `IN ZIP`; absent when the row has none. */
  readonly flavor?: Cell
  readonly variables: readonly Cell[]
  readonly values: readonly Cell[]
  readonly start?: Cell
  readonly mode?: Cell
  readonly fill?: Cell
  readonly body: readonly Step[]
}

export interface WhileStep extends Faulty {
  readonly kind: 'while'
  readonly keyword: Cell
  readonly condition?: Cell
  readonly limit?: Cell
  readonly onLimit?: Cell
  readonly onLimitMessage?: Cell
  readonly body: readonly Step[]
}

export interface TryStep extends Faulty {
  readonly kind: 'try'
  readonly keyword: Cell
  readonly branches: readonly TryBranch[]
}

export interface TryBranch {
  readonly kind: 'try' | 'except' | 'else' | 'finally'
  readonly keyword: Cell
  readonly patterns: readonly Cell[]
  readonly patternType?: Cell
  readonly as?: Cell
  readonly body: readonly Step[]
}

export interface GroupStep extends Faulty {
  readonly kind: 'group'
  readonly keyword: Cell
  readonly name?: Cell
  readonly body: readonly Step[]
}

/** Runs its steps until they pass; `time` (`for=`) and `times` say how long and how often at most. */
export interface RetryStep extends Faulty {
  readonly kind: 'retry'
  readonly keyword: Cell
  readonly time?: Cell
  readonly times?: Cell
  /** The pause after a failed round. */
  readonly every?: Cell
  readonly body: readonly Step[]
}

/** Runs its steps at the same time. */
export interface ParallelStep extends Faulty {
  readonly kind: 'parallel'
  readonly keyword: Cell
  readonly body: readonly Step[]
}

export interface ReturnStep extends Faulty {
  readonly kind: 'return'
  readonly keyword: Cell
  readonly values: readonly Cell[]
}

export interface BreakStep extends Faulty {
  readonly kind: 'break'
  readonly keyword: Cell
}

export interface ContinueStep extends Faulty {
  readonly kind: 'continue'
  readonly keyword: Cell
}

/** A row that means nothing where it stands; a diagnostic says why. */
export interface ErrorStep extends Faulty {
  readonly kind: 'error'
  readonly values: readonly Cell[]
}

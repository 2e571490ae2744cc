import type { FileDiagnostic } from '../../grammar/diagnostic.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import type { Silences } from '../checking/silences.ts'
import type { ReadFile } from '../imports/read-file.ts'
import type { SuiteVariables } from '../imports/suite-variables.ts'
import type { DynamicCalls, Node } from '../interpreter/frame.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'
import type { TestProgram } from '../test-run/test-program.ts'

/** A suite file with everything it imports, bound: ready to run if no diagnostic is an error. */
export interface BoundSuite {
  readonly file: string
  readonly name: string
  readonly doc: string
  readonly tests: readonly TestProgram[]
  readonly setup: Node | undefined
  readonly teardown: Node | undefined
  readonly setupLine: number
  readonly teardownLine: number
  readonly variables: SuiteVariables
  readonly calls: DynamicCalls
  /** The interfaces that its keywords call; empty if it needs no device. */
  readonly interfaces: ReadonlySet<string>
  /** The devices that it asks for by selector, as far as they are written in it. */
  readonly selectors: readonly string[]
  /** User keywords of the suite and its resource files. */
  readonly keywords: readonly UserKeywordProgram[]
  readonly diagnostics: readonly FileDiagnostic[]
  /** The directories that it is in and that have an `__init__` file, the outermost first. */
  readonly parents: readonly BoundSuite[]
  readonly sources: SuiteSources
}

/** What a suite was bound from, for checks that look at all of it. */
export interface SuiteSources {
  /** The suite's file, then its resource files. */
  readonly files: readonly ReadFile[]
  readonly calls: readonly BoundCall[]
  readonly scope: KeywordScope
  readonly silences: Silences
}

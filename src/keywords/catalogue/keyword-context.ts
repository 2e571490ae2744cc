import type { Device } from '../../runtime/device/device.ts'
import type { LateValue } from './late-value.ts'
import type { RunningSuite, RunningTest } from './running.ts'

/** How urgent a log message is. */
export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

/** The least urgent level that is kept; `NONE` keeps nothing. */
export type LogThreshold = LogLevel | 'NONE'

/** Where a variable lives, from a keyword outwards. */
export type VariableScope = 'local' | 'test' | 'suite' | 'global'

/** Variables as keywords see them; names are written with their sigil, as in suites. */
export interface Variables {
  get(name: string): unknown
  has(name: string): boolean
  set(name: string, value: unknown, scope: VariableScope): void
  /** Replaces the variables of a text, as in a cell. */
  replace(text: string): unknown
  /** Every variable that can be seen, by its name without sigil and braces. */
  all(): ReadonlyMap<string, unknown>
}

/** A nested call, bound and ready to run. */
export interface RunnableCall {
  /** The condition cell that stands before it. */
  readonly condition: LateValue | undefined
  /** The keyword's name, with its variables replaced. */
  readonly name: string
  run(): Promise<unknown>
}

/** Imports while a suite runs; each throws a SuiteError if it fails. */
export interface RuntimeImports {
  library(name: string, args: readonly unknown[], alias: string | undefined): void
  /** Its variables go into the suite's scope of the context. */
  resource(path: string, context: KeywordContext): void
  variables(path: string, args: readonly unknown[], context: KeywordContext): void
  /** How many keywords a library has; undefined if none of the name was imported. */
  keywordCount(name: string): number | undefined
}

/** What a running keyword can reach. */
export interface KeywordContext {
  /** Aborts when the keyword's time is over or the run was interrupted. */
  readonly signal: AbortSignal
  readonly variables: Variables
  /** Nested calls of keywords such as `Run Keyword If`. */
  readonly calls: readonly RunnableCall[]
  /** The test that runs; undefined in a suite's setup and teardown. */
  readonly test: RunningTest | undefined
  readonly suite: RunningSuite
  /** True in a body of a loop, with no user keyword between. */
  readonly inLoop: boolean
  /** True where steps go on after a failure, as in teardowns. */
  readonly goesOn: boolean
  /** What `Import Library` and the like do; undefined outside of suites. */
  readonly imports: RuntimeImports | undefined
  /** Whether a keyword of that name can be called from here. */
  hasKeyword(name: string): boolean
  /** Runs a keyword by its name, with values as arguments. */
  call(name: string, ...values: readonly unknown[]): Promise<unknown>
  /** Sets which libraries and resource files go first; returns the order before. */
  setSearchOrder(order: readonly string[]): readonly string[]
  /** Evaluates an expression. */
  evaluate(expression: string): unknown
  /** Why an expression is not true, with the values of its parts. */
  explain(expression: string): string
  /** The device that keywords speak to: the one in use. */
  device(): Device
  /** Makes a device that matches a selector the one in use. */
  useDevice(selector: string): Promise<Device>
  /** No device is in use any more. */
  leaveDevice(): void
  log(message: string, level?: LogLevel): void
  /** Changes which messages are kept, and returns what was kept before. */
  setLogLevel(level: LogThreshold): LogThreshold
  /** Puts a file into the report of the test. */
  attach(name: string, path: string, contentType: string): void
  /** Writes to the terminal, without a line end of its own. */
  print(text: string, stream?: 'stdout' | 'stderr'): void
  /** Stops the time of the test until the result is disposed, as while a person is asked. */
  pauseTime(): Disposable
  /** Waits; rejects as soon as the keyword must stop. */
  sleep(milliseconds: number): Promise<void>
}

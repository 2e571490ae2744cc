import type { Device } from '../../runtime/device/device.ts'

/** How urgent a log message is. */
export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

/** Where a variable lives, from a keyword outwards. */
export type VariableScope = 'local' | 'test' | 'suite' | 'global'

/** Variables as keywords see them; names are written with their sigil, as in suites. */
export interface Variables {
  get(name: string): unknown
  has(name: string): boolean
  set(name: string, value: unknown, scope: VariableScope): void
  /** Replaces the variables of a text, as in a cell. */
  replace(text: string): unknown
}

/** A nested call, bound and ready to run. */
export interface RunnableCall {
  /** The condition cell that stands before it, unresolved. */
  readonly condition: string | undefined
  run(): unknown
}

/** What a running keyword can reach. */
export interface KeywordContext {
  /** Aborts when the keyword's time is over or the run was interrupted. */
  readonly signal: AbortSignal
  readonly variables: Variables
  /** Nested calls of keywords such as `Run Keyword If`. */
  readonly calls: readonly RunnableCall[]
  /** Runs a keyword by its name, with values as arguments. */
  call(name: string, ...values: readonly unknown[]): Promise<unknown>
  /** Evaluates an expression. */
  evaluate(expression: string): unknown
  /** The device that keywords speak to: the one in use. */
  device(): Device
  /** Makes a device that matches a selector the one in use. */
  useDevice(selector: string): Promise<Device>
  log(message: string, level?: LogLevel): void
  /** Waits; rejects as soon as the keyword must stop. */
  sleep(milliseconds: number): Promise<void>
}

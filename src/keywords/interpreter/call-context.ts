import { sleep } from '../../runtime/deadline.ts'
import type { Device } from '../../runtime/device/device.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type {
  KeywordContext,
  LogLevel,
  LogThreshold,
  RunnableCall,
  RuntimeImports,
  VariableScope,
  Variables,
} from '../catalogue/keyword-context.ts'
import type { LateValue } from '../catalogue/late-value.ts'
import type { RunningSuite, RunningTest } from '../catalogue/running.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { evaluateText, explainText } from '../variables/condition.ts'
import { lookUp, variableName } from '../variables/look-up.ts'
import { searchOrderOf, setSearchOrder } from '../variables/scope.ts'
import type { Frame, Node } from './frame.ts'

const NO_KEYWORD: ReadonlySet<string> = new Set(['unknown-keyword', 'two-spaces-missing'])

/** A nested call, and the condition cell before it. */
export interface BoundNested {
  readonly condition: LateValue | undefined
  readonly name: string
  readonly node: Node
}

/** A nested call of a suite; a list in its place stands for any number of them, known only when it runs. */
export type NestedNode = (frame: Frame) => readonly BoundNested[]

/** What a library keyword reaches while it runs. */
export class CallContext implements KeywordContext, Variables {
  readonly #frame: Frame
  readonly #nested: readonly NestedNode[]

  constructor(frame: Frame, nested: readonly NestedNode[]) {
    this.#frame = frame
    this.#nested = nested
  }

  get signal(): AbortSignal {
    return this.#frame.signal
  }

  get variables(): Variables {
    return this
  }

  get calls(): readonly RunnableCall[] {
    const bound = this.#nested.flatMap((nested) => nested(this.#frame))
    return bound.map(({ condition, name, node }) => ({
      ...{ condition, name },
      run: () => runNode(node, this.#frame),
    }))
  }

  get test(): RunningTest | undefined {
    return this.#frame.test
  }

  get suite(): RunningSuite {
    return this.#frame.run.suite
  }

  get imports(): RuntimeImports | undefined {
    return this.#frame.calls.imports
  }

  get inLoop(): boolean {
    return this.#frame.inLoop ?? false
  }

  get goesOn(): boolean {
    return this.#frame.goesOn !== undefined
  }

  hasKeyword(name: string): boolean {
    try {
      this.#frame.calls.bindValues(name, [], this.#frame.scopes)
      return true
    } catch (error) {
      // Any other mistake, such as missing arguments, is one that a keyword made.
      return !(error instanceof SuiteError && NO_KEYWORD.has(error.code))
    }
  }

  async call(name: string, ...values: readonly unknown[]): Promise<unknown> {
    return runNode(this.#frame.calls.bindValues(name, values, this.#frame.scopes), this.#frame)
  }

  setSearchOrder(order: readonly string[]): readonly string[] {
    const { scopes } = this.#frame
    const before = searchOrderOf(scopes)
    setSearchOrder(scopes, order)
    return before
  }

  evaluate(expression: string): unknown {
    return evaluateText(expression, this.#frame.scopes)
  }

  explain(expression: string): string {
    return explainText(expression, this.#frame.scopes)
  }

  device(): Device {
    const { board, run } = this.#frame
    return board === undefined ? run.devices.current() : run.devices.board(board)
  }

  useDevice(selector: string): Promise<Device> {
    return this.#frame.run.devices.use(selector, this.signal)
  }

  leaveDevice(): void {
    this.#frame.run.devices.leave()
  }

  log(message: string, level: LogLevel = 'INFO'): void {
    const { run } = this.#frame
    if (run.keeps(level)) run.listener.log(message, level)
  }

  setLogLevel(level: LogThreshold): LogThreshold {
    const { run, scopes } = this.#frame
    const before = run.logLevel
    run.logLevel = level
    scopes.set('loglevel', level, 'global')
    return before
  }

  attach(name: string, path: string, contentType: string): void {
    this.#frame.run.listener.attach?.(name, path, contentType)
  }

  print(text: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
    const { listener } = this.#frame.run
    if (listener.print === undefined) process[stream].write(text)
    else listener.print(text, stream)
  }

  pauseTime(): Disposable {
    return this.#frame.run.pauseTime()
  }

  sleep(milliseconds: number): Promise<void> {
    return sleep(milliseconds, { signal: this.signal })
  }

  get(name: string): unknown {
    return lookUp(variableName(name), this.#frame.scopes)
  }

  has(name: string): boolean {
    return this.#frame.scopes.holderOf(variableName(name)) !== undefined
  }

  set(name: string, value: unknown, scope: VariableScope): void {
    this.#frame.scopes.set(variableName(name), value, scope)
  }

  replace(text: string): unknown {
    return compileCell(text).get(this.#frame.scopes)
  }

  all(): ReadonlyMap<string, unknown> {
    const { scopes } = this.#frame
    return new Map(scopes.names().map((name) => [name, scopes.holderOf(name)?.get(name)]))
  }
}

/** Runs a call for its value; a RETURN inside ends the keyword that called, so it is not expected here. */
export async function runNode(node: Node, frame: Frame): Promise<unknown> {
  const result: { value?: unknown } = {}
  await node.exec(frame, result)
  return result.value
}

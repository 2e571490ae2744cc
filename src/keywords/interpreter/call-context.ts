import { sleep } from '../../runtime/deadline.ts'
import type { Device } from '../../runtime/device/device.ts'
import type {
  KeywordContext,
  LogLevel,
  RunnableCall,
  VariableScope,
  Variables,
} from '../catalogue/keyword-context.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { evaluateText } from '../variables/condition.ts'
import { lookUp, variableName } from '../variables/look-up.ts'
import type { Frame, Node } from './frame.ts'

/** A nested call and the condition cell before it. */
export interface NestedNode {
  readonly condition: string | undefined
  readonly node: Node
}

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
    return this.#nested.map(({ condition, node }) => ({ condition, run: () => runNode(node, this.#frame) }))
  }

  async call(name: string, ...values: readonly unknown[]): Promise<unknown> {
    return runNode(this.#frame.calls.bindValues(name, values), this.#frame)
  }

  evaluate(expression: string): unknown {
    return evaluateText(expression, this.#frame.scopes)
  }

  device(): Device {
    return this.#frame.run.devices.current()
  }

  useDevice(selector: string): Promise<Device> {
    return this.#frame.run.devices.use(selector, this.signal)
  }

  log(message: string, level: LogLevel = 'INFO'): void {
    this.#frame.run.listener.log(message, level)
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
}

/** Runs a call for its value; a RETURN inside ends the keyword that called, so it is not expected here. */
export async function runNode(node: Node, frame: Frame): Promise<unknown> {
  const result: { value?: unknown } = {}
  await node.exec(frame, result)
  return result.value
}

import { ObjectValue } from '../../value/object-value.ts'
import { repr } from '../../value/text.ts'

/** A process as suites hold it: `${process.pid}`. Its fields are data, so that a variable keeps it between workers. */
export class ProcessHandle extends ObjectValue {
  readonly type = 'Popen'
  readonly index: number
  readonly pid: number
  readonly args: readonly string[]

  constructor(index: number, pid: number, args: readonly string[]) {
    super()
    this.index = index
    this.pid = pid
    this.args = args
  }

  attribute(name: string): unknown {
    if (name === 'pid') return this.pid
    if (name === 'args') return [...this.args]
    return STREAMS.has(name) ? null : undefined
  }

  method(): undefined {}

  compare(other: unknown): number | undefined {
    return other instanceof ProcessHandle && other.pid === this.pid && other.index === this.index
      ? 0
      : undefined
  }

  combine(): undefined {}

  repr(): string {
    return `<Popen: pid: ${this.pid} args: ${repr(this.args)}>`
  }

  override toString(): string {
    return this.repr()
  }
}

/** Streams that Python's object has; here a process has files instead. */
const STREAMS: ReadonlySet<string> = new Set(['stdin', 'stdout', 'stderr'])

import { withDeadline } from '../../runtime/deadline.ts'
import type { Frame } from '../interpreter/frame.ts'
import type { RunState } from '../interpreter/run-state.ts'

/** How long a teardown may take, and the run that it pauses with. */
export interface TeardownLimit {
  readonly run: RunState
  /** In milliseconds. */
  readonly teardownTimeout: number
}

/** The teardown's time starts when its first step asks for it, not with the test. */
export class TeardownTime {
  readonly #given: TeardownLimit
  #deadline: ReturnType<typeof withDeadline> | undefined

  constructor(given: TeardownLimit) {
    this.#given = given
  }

  /** The frame of a body, for its teardown. */
  frame(body: Frame): Frame {
    const signal = () => this.#signal()
    return {
      ...body,
      goesOn: 'everywhere',
      get signal() {
        return signal()
      },
    }
  }

  [Symbol.dispose](): void {
    this.#deadline?.[Symbol.dispose]()
  }

  #signal(): AbortSignal {
    if (this.#deadline !== undefined) return this.#deadline.signal
    const deadline = withDeadline(this.#given.teardownTimeout, undefined, 'The teardown')
    this.#deadline = deadline
    this.#given.run.pauseTime = () => deadline.pause()
    return deadline.signal
  }
}

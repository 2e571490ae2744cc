import { EarlyEndSignal } from '../interpreter/completion.ts'
import { joinFailures, type StepFailure } from '../interpreter/failure.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { asFailure, runStep, type StepDescription } from '../interpreter/step.ts'

/** Why a step was stopped: another one of its `PARALLEL` block ended the block. */
class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/**
 * `PARALLEL` runs its steps at the same time. The first failure stops the others, their teardowns excepted; a soft
 * failure (`Expect that`) stops none and is told when all are over.
 */
export class ParallelNode implements Node {
  readonly #step: StepDescription
  readonly #body: readonly Node[]

  constructor(step: StepDescription, body: readonly Node[]) {
    this.#step = step
    this.#body = body
  }

  async exec(frame: Frame): Promise<StepEnd> {
    return runStep(this.#step, frame, () => this.#runAll(frame))
  }

  async #runAll(outer: Frame): Promise<StepEnd> {
    const branches = new Branches(outer)
    await Promise.all(this.#body.map((node) => branches.run(node)))
    branches.finish()
    return undefined
  }
}

/** The steps of one block while they run. */
class Branches {
  readonly #outer: Frame
  readonly #frame: Frame
  readonly #cancel = new AbortController()
  readonly #failures: StepFailure[] = []
  #end: EarlyEndSignal | undefined

  constructor(outer: Frame) {
    this.#outer = outer
    const signal = AbortSignal.any([outer.signal, this.#cancel.signal])
    const teardownSignal = outer.teardownSignal ?? outer.signal
    this.#frame = { ...outer, signal, teardownSignal, inLoop: false }
  }

  /** Runs a step to its end. Never throws. */
  async run(node: Node): Promise<void> {
    try {
      await node.exec(this.#frame)
    } catch (error) {
      const isLate = this.#cancel.signal.aborted
      if (error instanceof EarlyEndSignal) this.#endBy(error)
      else this.#failBy(asFailure(error, this.#frame), isLate)
    }
  }

  /** Throws what ended the block before its steps were over. */
  finish(): void {
    const { signal } = this.#outer
    if (signal.aborted) throw signal.reason
    const failure = joinFailures(this.#failures)
    if (this.#end !== undefined) throw failure === undefined ? this.#end : this.#end.after(this.#failures)
    if (failure !== undefined) throw failure
  }

  #endBy(end: EarlyEndSignal): void {
    this.#end ??= end
    this.#cancel.abort(new Cancelled('Stopped, since another step of PARALLEL ended the test or keyword.'))
  }

  /** What fails after the block was cancelled failed for that, but for what a step had collected before. */
  #failBy(failure: StepFailure, isLate: boolean): void {
    this.#failures.push(...failure.parts.filter((part) => !isLate || !part.fatal))
    if (failure.continuable || this.#outer.goesOn !== undefined) return
    this.#cancel.abort(new Cancelled('Stopped, since another step of PARALLEL failed.'))
  }
}

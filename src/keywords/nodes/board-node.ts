import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'

/** A step whose keywords speak to one of the suite's boards, those of user keywords in it too. */
export class BoardNode implements Node {
  readonly #index: number
  readonly #step: Node

  constructor(index: number, step: Node) {
    this.#index = index
    this.#step = step
  }

  exec(frame: Frame, result?: { value?: unknown }): StepEnd | Promise<StepEnd> {
    return this.#step.exec({ ...frame, board: this.#index }, result)
  }
}

import type { Waiting } from '../../runtime/connection.ts'
import { LabError } from '../../runtime/errors.ts'
import type { Question } from '../wire/frames.ts'

/** A question that is being answered: its client can cancel it, and its deadline does. */
export class RunningQuestion implements Waiting, Disposable {
  readonly #timer: NodeJS.Timeout | undefined
  #controller: AbortController | undefined
  #aborted = false
  #reason: unknown

  constructor(question: Question) {
    const deadline = 'deadline' in question ? question.deadline : undefined
    if (deadline === undefined) return
    const expire = () => this.abort(new LabError('deadline', `No answer within ${deadline} ms.`))
    this.#timer = setTimeout(expire, deadline)
  }

  /** Made when somebody asks for it: most questions are answered before anybody does. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#aborted) this.#controller.abort(this.#reason)
    return this.#controller.signal
  }

  abort(reason?: unknown): void {
    if (this.#aborted) return
    this.#aborted = true
    this.#reason = reason
    this.#controller?.abort(reason)
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }
}

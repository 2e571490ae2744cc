import { randomBytes } from 'node:crypto'

/**
 * Texts that set a command's output apart from everything else on a console. The token is random and made on the device
 * from two halves, so that neither the echo of a command nor the output of an earlier one has it.
 */
export class Markers {
  readonly token = randomBytes(3).toString('hex')
  #count = 0

  /** Number of the last command. */
  get count(): number {
    return this.#count
  }

  next(): number {
    return ++this.#count
  }

  /** What every marker of a command begins with. */
  of(number: number): string {
    return `~${number}~${this.token}`
  }

  /** Before the output; the seconds since boot follow. */
  begin(number: number): string {
    return `${this.of(number)}<`
  }

  /** Between standard output and standard error. */
  errors(number: number): string {
    return `${this.of(number)}:`
  }

  /** Behind everything, with the exit code. */
  end(number: number): RegExp {
    return new RegExp(`${this.of(number)}>(\\d+);`)
  }
}

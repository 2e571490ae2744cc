import type { RunListener } from '../../keywords/interpreter/run-state.ts'
import { secrets } from '../../runtime/secrets.ts'
import type { Terminal } from '../terminal.ts'

/** Shows on a terminal what keywords log and print. */
export class ShellListener implements RunListener {
  readonly showsSteps = false
  readonly #terminal: Terminal

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  step<T>(_title: string, _place: unknown, body: () => T | Promise<T>): T | Promise<T> {
    return body()
  }

  stepEnded(): void {}

  log(message: string, level: string): void {
    const prefix = level === 'INFO' ? '' : `${level} `
    this.print(`${prefix}${message}\n`)
  }

  print(text: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
    this.#terminal[stream].write(secrets.mask(text))
  }
}

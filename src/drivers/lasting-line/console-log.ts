import { AppendFile } from '../../runtime/record/append-file.ts'
import type { LinkListener } from './link.ts'

/** A file that gets every byte of a console as long as it is open, whoever listens; marks are lines of their own. */
export class ConsoleLog {
  readonly #file: AppendFile
  #failed = false

  constructor(path: string) {
    this.#file = new AppendFile(path)
    this.#file.open()
  }

  bytes(chunk: Uint8Array, listener: Pick<LinkListener, 'mark'>): void {
    this.#write(chunk, listener)
  }

  mark(text: string, listener: Pick<LinkListener, 'mark'>): void {
    this.#write(Buffer.from(`\n--- ${new Date().toISOString()} ${text} ---\n`), listener)
  }

  close(): void {
    this.#file.close()
  }

  /** A full disk does not stop the console; it is said once, where it happened. */
  #write(bytes: Uint8Array, listener: Pick<LinkListener, 'mark'>): void {
    if (this.#failed) return
    try {
      this.#file.write(bytes)
    } catch (error) {
      this.#failed = true
      listener.mark(`the log ends here: ${(error as Error).message.split('\n')[0]}`)
    }
  }
}

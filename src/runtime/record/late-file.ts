import { AppendFile } from './append-file.ts'

/**
 * A file that only grows and is made late: what is written stays in memory until so much time has passed, so much has
 * gathered, or it is needed on disk. A file that turns out not to be needed costs the disk nothing.
 */
export class LateFile {
  readonly path: string
  readonly #file: AppendFile
  readonly #holdBack: number
  #held: string | undefined
  #timer: NodeJS.Timeout | undefined

  /** `holdBack` is in milliseconds; with 0 the file is made with the first write. */
  constructor(path: string, holdBack: number) {
    this.path = path
    this.#file = new AppendFile(path)
    this.#holdBack = holdBack
    this.#held = holdBack > 0 ? '' : undefined
  }

  /** How long the file on disk is when writing begins; made now unless it is held back. */
  open(): number {
    return this.#held === undefined ? this.#file.open() : 0
  }

  /** Adds text; throws a LabError if it cannot be written. */
  write(text: string): void {
    if (this.#held === undefined) {
      this.#file.write(Buffer.from(text))
      return
    }
    this.#held += text
    this.#timer ??= setTimeout(() => this.#settleQuietly(), this.#holdBack)
    if (this.#held.length > LARGEST_HELD) this.settle()
  }

  /** Brings what is held to the disk, and from now on all that is written; throws a LabError if it cannot. */
  settle(): void {
    clearTimeout(this.#timer)
    const text = this.#held
    if (text === undefined) return
    const before = this.#file.open()
    this.#file.write(Buffer.from(before > 0 ? `\n${text}` : text))
    this.#held = undefined
  }

  /** What was written, if none of it is on disk; then it never will be. */
  take(): string | undefined {
    clearTimeout(this.#timer)
    const text = this.#held
    if (text !== undefined) this.#held = ''
    return text
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#file.close()
  }

  /** What fails here fails again, and is told, when the record ends. */
  #settleQuietly(): void {
    try {
      this.settle()
    } catch {
      this.#timer = undefined
    }
  }
}

/** No more is held than this, in UTF-16 units. */
const LARGEST_HELD = 65_536

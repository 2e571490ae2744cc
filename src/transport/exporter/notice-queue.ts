import type { Notice } from '../../runtime/connection.ts'

/** So many notices wait for a client that takes none; the oldest are left out then. */
const LONGEST = 1000

/** What waits to be told to one client. */
export class NoticeQueue implements AsyncIterable<Notice> {
  readonly #notices: Notice[] = []
  #ended = false
  #wake = () => {}
  #told: (() => void)[] = []

  push(notice: Notice): void {
    if (this.#notices.push(notice) > LONGEST) this.#notices.shift()
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  /** Resolves when everything was taken, and the taker asks for more. */
  async told(): Promise<void> {
    if (this.#notices.length === 0 || this.#ended) return
    await new Promise<void>((resolve) => {
      this.#told.push(resolve)
    })
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Notice> {
    try {
      while (!this.#ended) {
        const notice = this.#notices[0]
        if (notice !== undefined) {
          yield notice
          this.#notices.splice(this.#notices.indexOf(notice), 1)
          continue
        }
        this.#tellTold()
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    } finally {
      this.#ended = true
      this.#tellTold()
    }
  }

  #tellTold(): void {
    for (const resolve of this.#told.splice(0)) resolve()
  }
}

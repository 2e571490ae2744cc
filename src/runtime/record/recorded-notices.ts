import type { Connection, Notice } from '../connection.ts'
import { noticeText } from '../notice-text.ts'
import type { Recorder } from './recorder.ts'

/** So many notices wait for a record at most; the oldest are left out then. */
const LONGEST_WAIT = 1000

/** What a bench says unasked, in the record of the test that runs or of the next. */
export class RecordedNotices {
  #waiting: Notice[] = []
  #recorder: Recorder | undefined

  /** Listens to a connection until it ends. */
  async follow(connection: Pick<Connection, 'notices'>): Promise<void> {
    try {
      for await (const notice of connection.notices('own')) this.#take(notice)
    } catch {
      // Whoever waits for an answer on this connection hears why it ended.
    }
  }

  startRecording(recorder: Recorder): void {
    this.#recorder = recorder
    for (const notice of this.#waiting.splice(0)) this.#take(notice)
  }

  stopRecording(): void {
    this.#recorder = undefined
  }

  #take(notice: Notice): void {
    const level = notice.kind === 'hook' ? notice.level : 'info'
    if (this.#recorder !== undefined) this.#recorder.add({ kind: 'log', level, message: noticeText(notice) })
    else if (this.#waiting.push(notice) > LONGEST_WAIT) this.#waiting.shift()
  }
}

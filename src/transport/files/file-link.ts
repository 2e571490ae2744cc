import type { Waiting } from '../../runtime/connection.ts'
import type { Question } from '../wire/frames.ts'

/** What the bench says while a file is put. */
export interface UploadReplies {
  push(item: unknown): void
  add(more: number): void
}

/** The wire as files use it. */
export interface FileLink {
  /** Asks `put`; what comes before the answer goes to `replies`. */
  put(
    question: Question & { op: 'put' },
    waiting: Waiting,
    replies: UploadReplies,
  ): { readonly id: number; readonly answer: Promise<unknown> }
  /** Sends a `bytes` frame. */
  send(message: Uint8Array): void
  /** Resolves when there is room for more. */
  room(): Promise<void>
}

import type { Connection } from '../../runtime/connection.ts'
import { noticeText } from '../../runtime/notice-text.ts'

/** Prints what a bench says unasked to the clients of a session, until the connection ends. */
export async function printNotices(
  connection: Pick<Connection, 'notices'>,
  out: { write(text: string): unknown },
): Promise<void> {
  try {
    for await (const notice of connection.notices('session')) out.write(`${noticeText(notice)}\n`)
  } catch {
    // Whoever waits for an answer on this connection hears why it ended.
  }
}

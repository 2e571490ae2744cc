import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { duration } from '../../runtime/units.ts'
import type { Link } from './link.ts'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** How slowly text is sent to a device that has no flow control and a small buffer. */
export const paste = z
  .strictObject({
    perCharacter: duration().default(0).describe('Pause after each character, such as 2 ms.'),
    perLine: duration().default(0).describe('Pause after each line end, such as 50 ms.'),
  })
  .optional()
  .describe('Pauses while text is sent, for a device that cannot take it at full speed.')

/** The pauses of a slow paste, in milliseconds. */
export type Paste = z.output<typeof paste>

/** Sends bytes with pauses between them; without pauses, in one piece. */
export async function sendPaced(
  link: Link,
  bytes: Uint8Array,
  { pauses, signal }: { readonly pauses: Paste; readonly signal: AbortSignal },
): Promise<void> {
  if (pauses === undefined) return link.write(bytes, signal)
  const { perCharacter, perLine } = pauses
  for (const piece of perCharacter > 0 ? charactersOf(bytes) : linesOf(bytes)) {
    await link.write(piece, signal)
    await link.drain?.(signal)
    const pause = Math.max(perCharacter, endsLine(piece) ? perLine : 0)
    if (pause > 0) await sleep(pause, { signal })
  }
}

function* charactersOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at++) yield bytes.subarray(at, at + 1)
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0
  for (let at = 0; at < bytes.length; at++) {
    if (!endsLine(bytes.subarray(at, at + 1))) continue
    yield bytes.subarray(start, at + 1)
    start = at + 1
  }
  if (start < bytes.length) yield bytes.subarray(start)
}

function endsLine(piece: Uint8Array): boolean {
  const last = piece.at(-1)
  return last === LINE_FEED || last === CARRIAGE_RETURN
}

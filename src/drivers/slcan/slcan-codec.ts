import type { CanFrame } from '../can-bus/can-frame.ts'

const RETURN = 0x0d
const BELL = 0x07
const LONGEST_LINE = 64

/** What an adapter says: a frame, or an answer to a command (`ok` is false for the bell). */
export type SlcanEvent =
  | { readonly kind: 'frame'; readonly frame: CanFrame }
  | { readonly kind: 'answer'; readonly ok: boolean; readonly text: string }
  | { readonly kind: 'garbage'; readonly text: string }

/** A frame as the adapter takes it: `t1232A0FF`. */
export function encodeSlcan({ id, extended, remote, data }: CanFrame): string {
  const letter = extended ? (remote ? 'R' : 'T') : remote ? 'r' : 't'
  const identifier = id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, '0')
  const bytes = remote ? '' : Buffer.from(data).toString('hex').toUpperCase()
  return `${letter}${identifier}${data.length}${bytes}`
}

/** Takes what an adapter sends apart, however it is cut into chunks. */
export class SlcanDecoder {
  #rest = ''

  decode(chunk: Uint8Array): SlcanEvent[] {
    const text = this.#rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1')
    const events: SlcanEvent[] = []
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code !== RETURN && code !== BELL) continue
      events.push(code === BELL ? refused(text.slice(from, at)) : eventOf(text.slice(from, at)))
      from = at + 1
    }
    // Noise without an end must not gather for ever.
    this.#rest = text.slice(Math.max(from, text.length - LONGEST_LINE))
    return events
  }
}

function refused(text: string): SlcanEvent {
  return { kind: 'answer', ok: false, text }
}

function eventOf(line: string): SlcanEvent {
  switch (line[0]) {
    case 't':
      return frameEvent(line, { extended: false, remote: false })
    case 'T':
      return frameEvent(line, { extended: true, remote: false })
    case 'r':
      return frameEvent(line, { extended: false, remote: true })
    case 'R':
      return frameEvent(line, { extended: true, remote: true })
    default:
      return { kind: 'answer', ok: true, text: line }
  }
}

/** Behind the data a timestamp of four digits may stand, where the adapter was left with them switched on. */
function frameEvent(line: string, kind: Pick<CanFrame, 'extended' | 'remote'>): SlcanEvent {
  const digits = kind.extended ? 8 : 3
  const length = line.charCodeAt(1 + digits) - 0x30
  const start = digits + 2
  const end = kind.remote ? start : start + length * 2
  const isWhole = length >= 0 && length <= 8 && (line.length === end || line.length === end + 4)
  const id = Number.parseInt(line.slice(1, 1 + digits), 16)
  if (!isWhole || !HEX.test(line.slice(1)) || id > (kind.extended ? 0x1fffffff : 0x7ff))
    return { kind: 'garbage', text: line }
  const data = kind.remote
    ? new Uint8Array(length)
    : new Uint8Array(Buffer.from(line.slice(start, end), 'hex'))
  return { kind: 'frame', frame: { id, ...kind, data } }
}

const HEX = /^[\dA-Fa-f]+$/

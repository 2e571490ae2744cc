import type { HoldRequest, NoticeScope, Target, TestEvent } from '../../runtime/connection.ts'
import { packValue, unpackValue } from './codec.ts'
import type { ErrorData } from './error-data.ts'
import { DATA_HEAD } from './message.ts'
import { takeMemory } from './message-memory.ts'

/** The versions of the protocol that this program speaks. */
export const VERSIONS: readonly [number, number] = [2, 2]

/** The feature of a bench that takes files. */
export const FILES = 'files'

/** A file that the bench has, and the name under which its user knows it. */
export interface FileReference {
  readonly sha256: string
  readonly name: string
  /** Files that lie beside it. */
  readonly beside?: readonly FileReference[]
}

/** What a client asks for; each question has an id and gets one answer or failure. */
export type Question =
  | {
      readonly op: 'call'
      readonly target: Target
      readonly params: Readonly<Record<string, unknown>>
      /** Parameters that are files which were put before. */
      readonly files?: Readonly<Record<string, FileReference>>
      /** Whether the client wants to hear, as items, how far the bench is with files that it fetches. */
      readonly progress?: boolean
      /** Milliseconds after which the bench cancels it by itself. */
      readonly deadline?: number
    }
  | { readonly op: 'items'; readonly target: Target; readonly params: Readonly<Record<string, unknown>> }
  | {
      readonly op: 'stream'
      readonly target: Target
      /** Bytes that may come before more are granted. */
      readonly window?: number
      /** Whether the client wants to hear what drivers send to the device. */
      readonly sends?: boolean
      /** Parameters of a connection of the client's own. */
      readonly params?: Readonly<Record<string, unknown>>
    }
  | { readonly op: 'write'; readonly stream: number; readonly chunk: Uint8Array }
  /** Nothing more will be written to a connection. */
  | { readonly op: 'end'; readonly stream: number }
  | { readonly op: 'close'; readonly stream: number }
  | { readonly op: 'hold'; readonly request: HoldRequest }
  | { readonly op: 'release'; readonly key: string }
  | { readonly op: 'put'; readonly sha256: string; readonly length: number }
  | { readonly op: 'test'; readonly event: TestEvent }
  | { readonly op: 'notices'; readonly scope: NoticeScope }

/** What travels inside a session. `id` is that of the question. */
export type Frame =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'fail'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'item'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'bytes'
      readonly id: number
      readonly offset: number
      readonly time: number
      readonly chunk: Uint8Array
    }
  | {
      readonly kind: 'mark'
      readonly id: number
      readonly offset: number
      readonly time: number
      readonly text: string
      readonly away?: boolean | undefined
    }
  | { readonly kind: 'sent'; readonly id: number; readonly time: number; readonly chunk: Uint8Array }
  | { readonly kind: 'credit'; readonly id: number; readonly more: number }
  | { readonly kind: 'ended'; readonly id: number; readonly error?: ErrorData }

/** Kinds of frames in the order of their bytes; a part is put together before it is read as a frame. */
const KINDS = [
  'ask',
  'cancel',
  'answer',
  'fail',
  'item',
  'bytes',
  'mark',
  'credit',
  'part',
  'ended',
  'sent',
] as const
const BYTES_HEAD = 1 + 4 + 6 + 8
/** Where the body of a frame begins in its message. */
const BODY = DATA_HEAD + 1

/** The DATA message of a frame, whose number is not written yet. */
export function encodeFrame(frame: Frame): Uint8Array {
  switch (frame.kind) {
    case 'bytes':
      return encodeBytes(frame)
    case 'credit': {
      const bytes = withKind(frame.kind, Buffer.allocUnsafe(BODY + 8))
      bytes.writeUInt32BE(frame.id, BODY)
      bytes.writeUInt32BE(frame.more, BODY + 4)
      return bytes
    }
    default:
      return withKind(frame.kind, packValue(bodyOf(frame), BODY))
  }
}

/** Reads a frame; undefined if it is none. */
export function decodeFrame(bytes: Uint8Array): Frame | undefined {
  const kind = KINDS[bytes[0] ?? KINDS.length]
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (kind === 'bytes') return view.length >= BYTES_HEAD ? decodeBytes(view) : undefined
  if (kind === 'credit')
    return view.length === 9 ? { kind, id: view.readUInt32BE(1), more: view.readUInt32BE(5) } : undefined
  if (kind === undefined || kind === 'part') return undefined
  const body = unpackValue(view.subarray(1))
  return Array.isArray(body) && typeof body[0] === 'number' ? fromBody(kind, body) : undefined
}

function bodyOf(frame: Exclude<Frame, { kind: 'bytes' | 'credit' }>): readonly unknown[] {
  switch (frame.kind) {
    case 'ask':
      return [frame.id, frame.question]
    case 'cancel':
      return [frame.id]
    case 'fail':
    case 'ended':
      return [frame.id, frame.error]
    case 'sent':
      return [frame.id, frame.time, frame.chunk]
    case 'mark':
      return [
        frame.id,
        frame.offset,
        frame.time,
        frame.text,
        ...(frame.away === undefined ? [] : [frame.away]),
      ]
    default:
      return [frame.id, frame.value]
  }
}

function fromBody(
  kind: Exclude<Frame['kind'], 'bytes' | 'credit'>,
  [id, first, second, third, fourth]: readonly unknown[],
): Frame | undefined {
  if (typeof id !== 'number') return undefined
  switch (kind) {
    case 'ask':
      return isQuestion(first) ? { kind, id, question: first } : undefined
    case 'cancel':
      return { kind, id }
    case 'fail':
      return isObject(first) ? { kind, id, error: first as unknown as ErrorData } : undefined
    case 'ended':
      return isObject(first) ? { kind, id, error: first as unknown as ErrorData } : { kind, id }
    case 'sent':
      return typeof first === 'number' && second instanceof Uint8Array
        ? { kind, id, time: first, chunk: second }
        : undefined
    case 'mark':
      return typeof first === 'number' && typeof second === 'number' && typeof third === 'string'
        ? {
            kind,
            id,
            offset: first,
            time: second,
            text: third,
            ...(typeof fourth === 'boolean' && { away: fourth }),
          }
        : undefined
    default:
      return { kind, id, value: first }
  }
}

function isQuestion(value: unknown): value is Question {
  return isObject(value) && typeof value.op === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function encodeBytes({ chunk, ...head }: Frame & { kind: 'bytes' }): Uint8Array {
  const { message, chunk: place } = roomForBytes(head, chunk.length)
  place.set(chunk)
  return message
}

/** The DATA message of a `bytes` frame, and the place in it where so many bytes are to be put. */
export function roomForBytes(
  { id, offset, time }: { readonly id: number; readonly offset: number; readonly time: number },
  length: number,
): { readonly message: Uint8Array; readonly chunk: Uint8Array } {
  const message = withKind('bytes', takeMemory(DATA_HEAD + BYTES_HEAD + length))
  message.writeUInt32BE(id, BODY)
  message.writeUIntBE(offset, BODY + 4, 6)
  message.writeDoubleBE(time, BODY + 10)
  return { message, chunk: message.subarray(DATA_HEAD + BYTES_HEAD) }
}

function decodeBytes(view: Buffer): Frame {
  return {
    kind: 'bytes',
    id: view.readUInt32BE(1),
    offset: view.readUIntBE(5, 6),
    time: view.readDoubleBE(11),
    chunk: view.subarray(BYTES_HEAD),
  }
}

function withKind(kind: Frame['kind'], bytes: Buffer): Buffer {
  bytes[DATA_HEAD] = KINDS.indexOf(kind)
  return bytes
}

import type { BenchDescription } from '../../runtime/connection.ts'
import { packValue, unpackValue } from './codec.ts'

/** What a client says first. */
export interface Hello {
  readonly kind: 'hello'
  /** The lowest and the highest protocol version that it speaks. */
  readonly versions: readonly [number, number]
  readonly features: readonly string[]
  /** Who it is, for people: user, machine and command. */
  readonly client: string
  /** Connections of one group share a session of the bench; one that names none is a group of its own. */
  readonly group?: string
  /** True for one that only looks on. */
  readonly viewer?: boolean
  readonly resume?: Resume
}

/** The session that a client goes on with, and the number of the last frame that it received. */
export interface Resume {
  readonly session: string
  readonly key: string
  readonly received: number
}

/** The bench's answer: the session that began or goes on. */
export interface Welcome {
  readonly kind: 'welcome'
  readonly version: number
  readonly features: readonly string[]
  readonly session: string
  readonly key: string
  /** Another one after every start of the bench's process. */
  readonly instance: string
  /** Milliseconds for which the session lives without a connection. */
  readonly grace: number
  /** Milliseconds of silence after which either side asks for a sign of life. */
  readonly heartbeat: number
  /** Number of the last frame that the bench received. */
  readonly received: number
  readonly description: BenchDescription
}

/** The bench's answer to a client that it does not serve. */
export interface Refuse {
  readonly kind: 'refuse'
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly instance?: string
}

/** The end of a session, on purpose. */
export interface Bye {
  readonly kind: 'bye'
  readonly code: string
  readonly message: string
}

/** One message of a connection, as PROTOCOL.md lists them. */
export type Message =
  | Hello
  | Welcome
  | Refuse
  | Bye
  | { readonly kind: 'data'; readonly number: number; readonly frame: Uint8Array }
  | { readonly kind: 'ack'; readonly number: number }
  | { readonly kind: 'ping'; readonly token: number }
  | { readonly kind: 'pong'; readonly token: number }

const BYTES = {
  hello: 0x01,
  welcome: 0x02,
  refuse: 0x03,
  data: 0x10,
  ack: 0x11,
  ping: 0x12,
  pong: 0x13,
  bye: 0x1f,
}
const KINDS = new Map(Object.entries(BYTES).map(([kind, byte]) => [byte, kind as Message['kind']]))

const NUMBER = 6
/** Bytes of a DATA message before its frame. */
export const DATA_HEAD = 1 + NUMBER

/** The bytes of a message. */
export function encodeMessage(message: Message): Uint8Array {
  switch (message.kind) {
    case 'data': {
      const bytes = Buffer.allocUnsafe(DATA_HEAD + message.frame.length)
      bytes.set(message.frame, DATA_HEAD)
      numberData(bytes, message.number)
      return bytes
    }
    case 'ack':
      return numberedAck(message.number)
    case 'ping':
    case 'pong': {
      const bytes = Buffer.allocUnsafe(5)
      bytes[0] = BYTES[message.kind]
      bytes.writeUInt32BE(message.token, 1)
      return bytes
    }
    default: {
      const { kind, ...body } = message
      const bytes = packValue(body, 1)
      bytes[0] = BYTES[kind]
      return bytes
    }
  }
}

/** Writes the head of a DATA message, whose frame is in its place already. */
export function numberData(message: Uint8Array, number: number): void {
  writeHead(message, BYTES.data, number)
}

/** Reads a message; undefined if it is none. A frame shares the memory of the message. */
export function decodeMessage(bytes: Uint8Array): Message | undefined {
  const kind = KINDS.get(bytes[0] ?? 0)
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (kind) {
    case undefined:
      return undefined
    case 'data':
      return view.length > DATA_HEAD
        ? { kind, number: view.readUIntBE(1, NUMBER), frame: view.subarray(DATA_HEAD) }
        : undefined
    case 'ack':
      return view.length === DATA_HEAD ? { kind, number: view.readUIntBE(1, NUMBER) } : undefined
    case 'ping':
    case 'pong':
      return view.length === 5 ? { kind, token: view.readUInt32BE(1) } : undefined
    default:
      return decodeBody(kind, view.subarray(1))
  }
}

function decodeBody(kind: 'hello' | 'welcome' | 'refuse' | 'bye', bytes: Uint8Array): Message | undefined {
  const body = unpackValue(bytes)
  if (typeof body !== 'object' || body === null) return undefined
  const message = { ...body, kind }
  return FIELDS[kind].every(([name, type]) => hasField(message, name, type))
    ? (message as unknown as Message)
    : undefined
}

type FieldType = 'string' | 'number' | 'list' | 'object'

const FIELDS: Readonly<
  Record<'hello' | 'welcome' | 'refuse' | 'bye', readonly (readonly [string, FieldType])[]>
> = {
  hello: [
    ['versions', 'list'],
    ['features', 'list'],
    ['client', 'string'],
  ],
  welcome: [
    ['version', 'number'],
    ['features', 'list'],
    ['session', 'string'],
    ['key', 'string'],
    ['instance', 'string'],
    ['grace', 'number'],
    ['heartbeat', 'number'],
    ['received', 'number'],
    ['description', 'object'],
  ],
  refuse: [
    ['code', 'string'],
    ['message', 'string'],
  ],
  bye: [
    ['code', 'string'],
    ['message', 'string'],
  ],
}

function hasField(body: object, name: string, type: FieldType): boolean {
  const value: unknown = name in body ? body[name as keyof typeof body] : undefined
  if (type === 'list') return Array.isArray(value)
  return type === 'object' ? typeof value === 'object' && value !== null : typeof value === type
}

function numberedAck(number: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(DATA_HEAD)
  writeHead(bytes, BYTES.ack, number)
  return bytes
}

/** One byte for the kind and six for the number, big-endian. */
function writeHead(bytes: Uint8Array, byte: number, number: number): void {
  bytes[0] = byte
  let rest = number
  for (let index = NUMBER; index > 0; index -= 1) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
}

/** What an opcode means, by RFC 1350 and RFC 2347. */
export const OPCODES = { read: 1, write: 2, data: 3, ack: 4, error: 5, oack: 6 } as const

/** Error codes that we send or understand. */
export const TFTP_ERRORS = {
  other: 0,
  notFound: 1,
  access: 2,
  illegal: 4,
  unknownTransfer: 5,
  option: 8,
} as const

/** A packet that a client sends. */
export type ClientPacket =
  | {
      readonly kind: 'request'
      readonly writes: boolean
      readonly name: string
      readonly mode: string
      readonly options: ReadonlyMap<string, string>
    }
  | { readonly kind: 'ack'; readonly block: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }

/** Reads a packet of a client; undefined if it is none. */
export function parsePacket(packet: Buffer): ClientPacket | undefined {
  if (packet.length < 4) return undefined
  const opcode = packet.readUInt16BE(0)
  if (opcode === OPCODES.ack) return { kind: 'ack', block: packet.readUInt16BE(2) }
  if (opcode === OPCODES.error)
    return { kind: 'error', code: packet.readUInt16BE(2), message: text(packet.subarray(4)) }
  if (opcode === OPCODES.read || opcode === OPCODES.write)
    return parseRequest(packet.subarray(2), opcode === OPCODES.write)
  return undefined
}

function parseRequest(body: Buffer, writes: boolean): ClientPacket | undefined {
  if (body.at(-1) !== 0) return undefined
  const [name = '', mode = '', ...rest] = body.toString('utf8').split('\0').slice(0, -1)
  if (name === '' || mode === '') return undefined
  const options = new Map<string, string>()
  for (let index = 0; index + 1 < rest.length; index += 2)
    options.set((rest[index] ?? '').toLowerCase(), rest[index + 1] ?? '')
  return { kind: 'request', writes, name, mode: mode.toLowerCase(), options }
}

function text(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8')
}

/** A block of data; its number goes on after 65,535 with 0. */
export function dataPacket(block: number, data: Uint8Array): Buffer {
  return Buffer.concat([words(OPCODES.data, block % 0x10000), data])
}

/** Says that a transfer cannot go on. */
export function errorPacket(code: number, message: string): Buffer {
  return Buffer.concat([words(OPCODES.error, code), Buffer.from(`${message}\0`)])
}

/** Accepts options. */
export function optionsPacket(options: ReadonlyMap<string, string>): Buffer {
  const list = [...options].map(([name, value]) => `${name}\0${value}\0`).join('')
  return Buffer.concat([words(OPCODES.oack), Buffer.from(list)])
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) buffer.writeUInt16BE(value, index * 2)
  return buffer
}

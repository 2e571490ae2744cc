/** What QEMU says over QMP, one JSON object a line. */
export type QmpMessage =
  | { readonly kind: 'greeting'; readonly version: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly reason: string }
  | { readonly kind: 'event'; readonly name: string; readonly data: Readonly<Record<string, unknown>> }

/** Turns bytes into messages, however they are cut into chunks; what is no message is left out. */
export class QmpReader {
  #rest: Buffer = Buffer.alloc(0)

  read(chunk: Uint8Array): QmpMessage[] {
    const bytes = Buffer.concat([this.#rest, chunk])
    const end = bytes.lastIndexOf('\n') + 1
    this.#rest = bytes.subarray(end)
    const lines = bytes.subarray(0, end).toString().split('\n')
    return lines.flatMap((line) => parseMessage(line) ?? [])
  }
}

/** A command as it goes over the wire. */
export function writeCommand(id: number, name: string, parameters: object = {}): string {
  return `${JSON.stringify({ execute: name, arguments: parameters, id })}\n`
}

interface Line {
  readonly QMP?: {
    readonly version: { readonly qemu: Readonly<Record<'major' | 'minor' | 'micro', number>> }
  }
  readonly id?: number
  readonly return?: unknown
  readonly error?: { readonly desc: string }
  readonly event?: string
  readonly data?: Readonly<Record<string, unknown>>
}

function parseMessage(text: string): QmpMessage | undefined {
  const line = parseLine(text)
  if (line === undefined) return undefined
  if (line.QMP !== undefined) {
    const { major, minor, micro } = line.QMP.version.qemu
    return { kind: 'greeting', version: `${major}.${minor}.${micro}` }
  }
  if (line.event !== undefined) return { kind: 'event', name: line.event, data: line.data ?? {} }
  if (line.id === undefined) return undefined
  if (line.error !== undefined) return { kind: 'refusal', id: line.id, reason: line.error.desc }
  return { kind: 'answer', id: line.id, value: line.return }
}

function parseLine(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

import type { CanFrame, ReceivedFrame } from '../can-bus/can-frame.ts'

/** A frame as `cansend` takes it: `123#01A0FF`, `18DAF110#`, `123#R2`. */
export function formatFrame({ id, extended, remote, data }: CanFrame): string {
  const identifier = id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, '0')
  return `${identifier}#${remote ? `R${data.length || ''}` : Buffer.from(data).toString('hex').toUpperCase()}`
}

const LINE =
  /^\((\d+)\.(\d{6})\)\s+\S+\s+([\dA-F]{3}|[\dA-F]{8})#(R\d?|(?:[\dA-F]{2}){0,8})(?:\s+([RT]))?\s*$/i

/** A frame from a line of `candump -L`; undefined for what this machine sent itself, and for error frames. */
export function parseLine(line: string): ReceivedFrame | undefined {
  const [, seconds, micros, identifier = '', content = '', direction] = LINE.exec(line) ?? []
  if (seconds === undefined || direction?.toUpperCase() === 'T') return undefined
  const extended = identifier.length === 8
  const id = Number.parseInt(identifier, 16)
  if (id > (extended ? 0x1fffffff : 0x7ff)) return undefined
  const remote = /^R/i.test(content)
  const data = remote
    ? new Uint8Array(Number(content.slice(1) || 0))
    : new Uint8Array(Buffer.from(content, 'hex'))
  return { id, extended, remote, data, time: Number(seconds) * 1000 + Number(micros) / 1000 }
}

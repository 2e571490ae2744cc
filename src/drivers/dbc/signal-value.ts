import { SuiteError } from '../../runtime/errors.ts'
import type { DbcSignal } from './dbc-file.ts'

/** The raw value of a signal: its bits as the number they stand for, before factor and offset. */
export function rawOf(bits: bigint, { format, length }: DbcSignal): bigint | number {
  if (format === 'signed') return BigInt.asIntN(length, bits)
  return format === 'float' ? floatOf(bits, length) : bits
}

/** The value in the unit of the signal; a bigint where a number would lose digits. */
export function physicalOf(raw: bigint | number, { factor, offset }: DbcSignal): number | bigint {
  const value = withoutNoise(Number(raw) * factor + offset)
  if (typeof raw === 'number' || Number.isSafeInteger(Number(raw))) return value
  const isWhole = Number.isSafeInteger(factor) && Number.isSafeInteger(offset)
  return isWhole ? raw * BigInt(factor) + BigInt(offset) : value
}

/** The bits of a value that a suite gives: a number in the unit of the signal, or the name of a value. */
export function bitsOf(value: number | bigint | string, signal: DbcSignal): bigint {
  const raw = typeof value === 'string' ? rawOfText(value, signal) : rawOfNumber(value, signal)
  if (signal.format === 'float') return bitsOfFloat(Number(raw), signal.length)
  const whole = typeof raw === 'bigint' ? raw : BigInt(Math.round(raw))
  const fits =
    signal.format === 'signed' ? BigInt.asIntN(signal.length, whole) : BigInt.asUintN(signal.length, whole)
  if (fits !== whole) throw outOfRange(value, signal)
  return BigInt.asUintN(signal.length, whole)
}

function rawOfText(text: string, signal: DbcSignal): bigint | number {
  for (const [raw, label] of signal.labels) if (label.toLowerCase() === text.toLowerCase()) return raw
  if (text.trim() !== '' && Number.isFinite(Number(text))) return rawOfNumber(Number(text), signal)
  const known = [...signal.labels.values()].map((label) => `"${label}"`).join(', ')
  const message = `"${text}" is no value of the signal ${signal.name}.`
  throw new SuiteError('can-value', message, {
    hint: known === '' ? 'Give a number in its unit.' : `Give a number, or one of ${known}.`,
  })
}

function rawOfNumber(value: number | bigint, signal: DbcSignal): bigint | number {
  const { factor, offset, minimum, maximum } = signal
  if (minimum < maximum && (value < minimum || value > maximum)) throw outOfRange(value, signal)
  if (typeof value === 'bigint' && factor === 1 && Number.isInteger(offset)) return value - BigInt(offset)
  return (Number(value) - offset) / factor
}

function outOfRange(
  value: number | bigint | string,
  { name, minimum, maximum, unit }: DbcSignal,
): SuiteError {
  const limits =
    minimum < maximum ? ` It goes from ${minimum} to ${maximum} ${unit}`.trimEnd().concat('.') : ''
  return new SuiteError('can-value', `${value} does not fit into the signal ${name}.${limits}`)
}

/** 3 times 0.1 is 0.3: what the arithmetic of numbers adds behind that is no measurement. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(15))
}

function floatOf(bits: bigint, length: number): number {
  const view = new DataView(new ArrayBuffer(8))
  if (length === 32) view.setUint32(0, Number(bits))
  else view.setBigUint64(0, bits)
  return length === 32 ? view.getFloat32(0) : view.getFloat64(0)
}

function bitsOfFloat(value: number, length: number): bigint {
  const view = new DataView(new ArrayBuffer(8))
  if (length === 32) view.setFloat32(0, value)
  else view.setFloat64(0, value)
  return length === 32 ? BigInt(view.getUint32(0)) : view.getBigUint64(0)
}

import type { z } from 'zod'
import {
  baudRate,
  current,
  duration,
  formatDuration,
  frequency,
  resistance,
  size,
  temperature,
  voltage,
} from '../../runtime/units.ts'

/** A number with a unit. The amount is in the unit of suites: seconds, V, A, Hz, Ohm, degC, B or baud. */
export class Quantity {
  readonly kind: string
  readonly amount: number
  readonly text: string

  constructor(kind: string, amount: number, text: string) {
    this.kind = kind
    this.amount = amount
    this.text = text
  }

  valueOf(): number {
    return this.amount
  }

  toJSON(): string {
    return this.text
  }

  toString(): string {
    return this.text
  }
}

interface Kind {
  readonly name: string
  readonly schema: z.ZodType<number>
  /** How many of the schema's units make one of a suite's: durations are milliseconds inside, seconds in suites. */
  readonly scale: number
  readonly unit: string
}

const KINDS: readonly Kind[] = [
  kind('duration', duration(), 's', 1000),
  kind('voltage', voltage(), 'V'),
  kind('current', current(), 'A'),
  kind('frequency', frequency(), 'Hz'),
  kind('resistance', resistance(), 'Ohm'),
  kind('temperature', temperature(), 'degC'),
  kind('size', size(), 'B'),
  kind('baud rate', baudRate(), 'baud'),
]

/** Reads text with a unit, `20 s` or `3.3 V`; undefined if it has none or an unknown one. */
export function parseQuantity(text: string): Quantity | undefined {
  if (!/^\s*[+-]?\.?\d.*[A-Za-zµ°Ω]\s*$/.test(text) || text.length > 100) return undefined
  for (const { name, schema, scale } of KINDS) {
    const result = schema.safeParse(text)
    if (result.success) return new Quantity(name, result.data / scale, text.trim())
  }
  return undefined
}

/** The same kind of quantity with another amount. */
export function withAmount({ kind: name }: Quantity, amount: number): Quantity {
  const unit = KINDS.find((one) => one.name === name)?.unit ?? ''
  const text =
    name === 'duration' && amount >= 0
      ? formatDuration(amount * 1000)
      : `${Number(amount.toPrecision(12))} ${unit}`
  return new Quantity(name, amount, text)
}

function kind(name: string, schema: z.ZodType<number>, unit: string, scale = 1): Kind {
  return { name, schema, unit, scale }
}

import { formatDuration, readQuantity } from '../../runtime/units.ts'

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
  /** How many of the units that drivers get make one of a suite's: durations are milliseconds there, seconds in suites. */
  readonly scale: number
  readonly unit: string
}

const KINDS: readonly Kind[] = [
  { name: 'duration', unit: 's', scale: 1000 },
  { name: 'voltage', unit: 'V', scale: 1 },
  { name: 'current', unit: 'A', scale: 1 },
  { name: 'frequency', unit: 'Hz', scale: 1 },
  { name: 'resistance', unit: 'Ohm', scale: 1 },
  { name: 'temperature', unit: 'degC', scale: 1 },
  { name: 'size', unit: 'B', scale: 1 },
  { name: 'baud rate', unit: 'baud', scale: 1 },
]

/** Reads text with a unit, `20 s` or `3.3 V`; undefined if it has none or an unknown one. */
export function parseQuantity(text: string): Quantity | undefined {
  if (!/^\s*[+-]?\.?\d.*[A-Za-zµ°Ω]\s*$/.test(text) || text.length > 100) return undefined
  for (const { name, scale } of KINDS) {
    const amount = readQuantity(text, name)
    if (amount !== undefined) return new Quantity(name, amount / scale, text.trim())
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

/**
 * A float whose value is a whole number: Python's `2.0`, which differs from `2` in text and in the results of
 * division. All other floats are JavaScript numbers. Made by {@link float} only.
 */
export class Float {
  readonly #value: number

  constructor(value: number) {
    this.#value = value
  }

  /** Lets JavaScript compute with it. */
  valueOf(): number {
    return this.#value
  }

  toJSON(): number {
    return this.#value
  }

  toString(): string {
    return floatText(this.#value)
  }
}

/** The value of a float: wrapped where a bare number would read as an integer. */
export function float(value: number): number | Float {
  return Number.isSafeInteger(value) ? new Float(value) : value
}

/** The value of an integer: a bigint where a number would not be exact. */
export function integer(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value
}

/** A number written as Python writes a float: `2.0`, `1e-05`, `1e+16`, `nan`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e16 || size < 1e-4))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  if (!Number.isInteger(value)) return String(value)
  return `${Object.is(value, -0) ? '-0' : value}.0`
}

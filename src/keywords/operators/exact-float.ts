/** The largest power that is computed exactly before it is rounded. */
const LARGEST_EXACT_POWER = 64

/** The quotient of two integers as the nearest float: 66 bits before rounding, the last one sticky. */
export function quotient(a: bigint, b: bigint): number {
  const [top, bottom] = [a < 0n ? -a : a, b < 0n ? -b : b]
  const shift = Math.max(0, 66 + bits(bottom) - bits(top))
  const scaled = top << BigInt(shift)
  const whole = scaled / bottom
  const sticky = whole * bottom === scaled ? whole : whole | 1n
  const result = Number(sticky) / 2 ** Math.min(shift, 1000) / 2 ** Math.max(0, shift - 1000)
  return a < 0n === b < 0n ? result : -result
}

/** `x ** y` as the nearest float for small whole powers, where the engine's may be one bit off (`10 ** -4`). */
export function power(x: number, y: number): number {
  const size = Math.abs(y)
  if (!Number.isInteger(y) || size > LARGEST_EXACT_POWER || !Number.isFinite(x) || x === 0) return x ** y
  const [mantissa, exponent] = split(x)
  const raised = mantissa ** BigInt(size)
  const shift = BigInt(Math.abs(exponent) * size)
  const top = exponent > 0 ? raised << shift : raised
  const bottom = exponent < 0 ? 1n << shift : 1n
  return y < 0 ? quotient(bottom, top) : quotient(top, bottom)
}

/** About how many bits an integer has, within 4. */
export function bits(value: bigint): number {
  return value.toString(16).length * 4
}

/** A float as an integer times a power of two. */
function split(x: number): [mantissa: bigint, exponent: number] {
  let exponent = 0
  let scaled = x
  for (; !Number.isInteger(scaled); exponent--) scaled *= 2
  return [BigInt(scaled), exponent]
}

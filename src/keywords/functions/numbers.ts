import { compute, negate } from '../operators/arithmetic.ts'
import { toFixed } from '../operators/number-format.ts'
import { inOrder } from '../value/equality.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { float } from '../value/float.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { Quantity } from '../value/quantity.ts'
import { tuple } from '../value/tuple.ts'
import { typeName } from '../value/value.ts'
import { integerArgument, numberArgument } from './argument-reading.ts'
import { type Callable, define } from './callable.ts'
import { truncate } from './conversions.ts'

/** The functions on numbers that stand alone. */
export const numbers: readonly Callable[] = [
  define('abs', ([value]) => absolute(value)),
  define('round', ([value, digits]) => round(value, digits), {
    count: [1, 2],
    parameters: ['number', 'ndigits'],
  }),
  define('pow', ([base, exponent]) => compute('**', base, exponent), { count: [2, 2] }),
  define('divmod', ([a, b]) => tuple([compute('//', a, b), compute('%', a, b)]), { count: [2, 2] }),
]

/** The functions of `math`. */
export const mathematics: readonly Callable[] = [
  ...(['sqrt', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'exp', 'log2', 'log10'] as const).map((name) =>
    define(`math.${name}`, ([value]) => real(Math[name](numberArgument(value)), value)),
  ),
  define(
    'math.log',
    ([value, base]) =>
      real(
        Math.log(numberArgument(value)) / (base === undefined ? 1 : Math.log(numberArgument(base))),
        value,
      ),
    { count: [1, 2] },
  ),
  define('math.atan2', ([y, x]) => float(Math.atan2(numberArgument(y), numberArgument(x))), {
    count: [2, 2],
  }),
  define('math.hypot', (sides) => float(Math.hypot(...sides.map(numberArgument))), { count: [1, 20] }),
  define('math.pow', ([base, exponent]) => float(Number(numberArgument(base) ** numberArgument(exponent))), {
    count: [2, 2],
  }),
  define('math.degrees', ([value]) => float((numberArgument(value) * 180) / Math.PI)),
  define('math.radians', ([value]) => float((numberArgument(value) * Math.PI) / 180)),
  define('math.fabs', ([value]) => float(Math.abs(numberArgument(value)))),
  define('math.floor', ([value]) => toInteger(value) ?? truncate(Math.floor(numberArgument(value)))),
  define('math.ceil', ([value]) => toInteger(value) ?? truncate(Math.ceil(numberArgument(value)))),
  define('math.trunc', ([value]) => toInteger(value) ?? truncate(numberArgument(value))),
  define('math.isnan', ([value]) => Number.isNaN(numberArgument(value))),
  define('math.isinf', ([value]) => Math.abs(numberArgument(value)) === Number.POSITIVE_INFINITY),
  define('math.isfinite', ([value]) => Number.isFinite(numberArgument(value))),
  define('math.isclose', isClose, { count: [2, 4], parameters: ['a', 'b', 'rel_tol', 'abs_tol'] }),
]

/** The constants of `math`. */
export const mathConstants: ReadonlyMap<string, unknown> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
  ['tau', 2 * Math.PI],
  ['inf', Number.POSITIVE_INFINITY],
  ['nan', Number.NaN],
])

function real(result: number, argument: unknown): unknown {
  const given = numberArgument(argument)
  if (Number.isFinite(result) || !Number.isFinite(given)) return float(result)
  if (Number.isNaN(result) || given === 0) throw new EvaluationError('ValueError', 'math domain error')
  throw new EvaluationError('OverflowError', 'math range error')
}

function absolute(value: unknown): unknown {
  if (toInteger(value) === undefined && toFloat(value) === undefined && !(value instanceof Quantity))
    throw typeError(`bad operand type for abs(): '${typeName(value)}'`)
  return inOrder('<', value, 0) || Object.is(Number(value), -0) ? negate('-', value) : negate('+', value)
}

/** Python's `round()`: half to even, with the value's exact decimals. */
export function round(value: unknown, digits: unknown): unknown {
  const places = digits === undefined || digits === null ? undefined : integerArgument(digits)
  const whole = toInteger(value)
  if (whole !== undefined)
    return places === undefined || places >= 0 ? whole : roundWhole(BigInt(whole), -places)
  const number = toFloat(value)
  if (number === undefined) throw typeError(`type ${typeName(value)} doesn't define __round__ method`)
  if (places === undefined)
    return Number.isFinite(number) ? truncate(Number(toFixed(number, 0))) : truncate(number)
  if (!Number.isFinite(number) || places > 100) return value
  if (places >= 0) return float(Number(toFixed(number, places)))
  return float(Number(roundWhole(BigInt(Math.trunc(number)), -places)))
}

function roundWhole(value: bigint, places: number): unknown {
  if (places > 400) return 0
  const unit = 10n ** BigInt(places)
  const rest = ((value % unit) + unit) % unit
  const low = value - rest
  const up = rest * 2n > unit || (rest * 2n === unit && (low / unit) % 2n !== 0n)
  return compute('+', low, up ? unit : 0)
}

function isClose([a, b, relative = 1e-9, absolutely = 0]: readonly unknown[]): boolean {
  const [x, y] = [numberArgument(a), numberArgument(b)]
  if (x === y) return true
  const allowed = Math.max(
    numberArgument(relative) * Math.max(Math.abs(x), Math.abs(y)),
    numberArgument(absolutely),
  )
  return Math.abs(x - y) <= allowed
}

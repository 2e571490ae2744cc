import { parseExpression } from '../../grammar/parse-expression.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { evaluate } from '../expression/evaluate.ts'
import { pythonSyntaxError } from '../expression/python-syntax-error.ts'
import { plainMessage, syntaxFailure } from '../interpreter/failure.ts'
import { numberOf } from '../value/equality.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { Float, float, floatText } from '../value/float.ts'
import { spokenType } from '../value/spoken-type.ts'
import { toText } from '../value/text.ts'

/** Numbers made as they are needed. */
export interface Range extends Iterable<unknown> {
  readonly length: number
}

/** The numbers of `IN RANGE`: up to an end, from a start, by a step; floats count without the errors of their sums. */
export function rangeOf(values: readonly unknown[]): Range {
  if (values.length === 0 || values.length > 3)
    throw syntaxFailure(`FOR IN RANGE expected 1-3 values, got ${values.length}.`)
  const numbers = converted(values)
  const factor = numbers.some(isFloat) ? 10 ** Math.max(...numbers.map(decimals)) : undefined
  const scaled = numbers.map((number) => Math.round(Number(number) * (factor ?? 1)))
  const [start = 0, end = 0, step = factor ?? 1] = scaled.length === 1 ? [0, scaled[0]] : scaled
  if (step === 0) throw new EvaluationError('ValueError', 'range() arg 3 must not be zero')
  const length = Math.max(0, Math.ceil((end - start) / step))
  const at = (index: number) => start + index * step
  const iterate = function* () {
    for (let i = 0; i < length; i++) yield factor === undefined ? at(i) : float(at(i) / factor)
  }
  return { length, [Symbol.iterator]: iterate }
}

type Real = number | bigint | Float

function converted(values: readonly unknown[]): Real[] {
  try {
    return values.map(numberFrom)
  } catch (error) {
    const message = `Converting FOR IN RANGE values failed: ${plainMessage(error)}.`
    throw new SuiteError('for-values', message, { cause: error })
  }
}

/** A number, also as the result of arithmetic such as `10-1`. */
function numberFrom(value: unknown): Real {
  const given = asReal(value) ?? asReal(evaluated(toText(value)))
  if (given === undefined) throw typeError(`Expected number, got ${spokenType(value)}.`)
  return given
}

function asReal(value: unknown): Real | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) return value
  return typeof value === 'boolean' ? (numberOf(value) as Real | undefined) : undefined
}

function evaluated(text: string): unknown {
  const { tree } = parseExpression(text, { from: 'text' })
  if (tree === undefined) throw pythonSyntaxError(text)
  return evaluate(tree, {
    variable: (name) => {
      throw new EvaluationError('NameError', `name '${name}' is not defined`)
    },
  })
}

function isFloat(number: Real): boolean {
  return number instanceof Float || (typeof number === 'number' && !Number.isInteger(number))
}

/** How many digits a number has after the point. */
function decimals(number: Real): number {
  if (!isFloat(number)) return 0
  const [mantissa = '', exponent = '0'] = floatText(Number(number)).split('e')
  const digits = mantissa.split('.')[1]?.replace(/^0$/, '').length ?? 0
  return Math.max(0, digits - Number(exponent))
}

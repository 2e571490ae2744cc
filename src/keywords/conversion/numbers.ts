import { toFloating, toInt } from '../functions/conversions.ts'
import { round } from '../functions/numbers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { float } from '../value/float.ts'
import { spokenType } from '../value/spoken-type.ts'
import { toText } from '../value/text.ts'

const BASES: Readonly<Record<string, number>> = { '0b': 2, '0o': 8, '0x': 16 }

/** A value as a whole number; text may have spaces, underscores and the prefix of a base. Throws a ValueError. */
export function integerOf(value: unknown, base?: number): number | bigint {
  try {
    return readInteger(value, base)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw valueError(`'${toText(value)}' cannot be converted to an integer: ${error.message}`)
  }
}

function readInteger(value: unknown, base: number | undefined): number | bigint {
  if (typeof value !== 'string') {
    if (base) throw valueError(`${spokenType(value)} objects do not support base.`)
    return toInt(value) as number | bigint
  }
  const text = value.replace(/[\s_]/g, '').toLowerCase()
  const [, sign = '', prefix = ''] = /^([+-]?)(0[box])?/.exec(text) ?? []
  if (base) return toInt(text, base) as number | bigint
  if (prefix === '') return toInt(text) as number | bigint
  return toInt(sign + text.slice(sign.length + 2), BASES[prefix]) as number | bigint
}

/** A value as a number, rounded if a precision is given. Throws a ValueError. */
export function numberOf(value: unknown, precision?: number | null): unknown {
  const number = readNumber(value)
  if (precision === undefined || precision === null) return number
  return float(Number(round(number, precision)))
}

function readNumber(value: unknown): unknown {
  try {
    return toFloating(typeof value === 'string' ? value.replace(/[\s_]/g, '').toLowerCase() : value)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    try {
      return float(Number(readInteger(value, undefined)))
    } catch {
      const shown = toText(typeof value === 'string' ? value.replace(/[\s_]/g, '').toLowerCase() : value)
      throw valueError(`'${shown}' cannot be converted to a floating point number: ${error.message}`)
    }
  }
}

/** Python's ValueError. */
export function valueError(message: string): EvaluationError {
  return new EvaluationError('ValueError', message)
}

import { SuiteError } from '../../runtime/errors.ts'
import type { ArgumentProblem } from '../catalogue/argument-type.ts'
import type { Argument } from '../catalogue/keyword.ts'
import { noSecret } from '../conversion/converter.ts'
import { spokenType } from '../value/spoken-type.ts'
import { toText } from '../value/text.ts'
import { argumentName, type Signature } from './signature-text.ts'

/** An argument that is not of its type. Its message is Robot's, since suites compare it; its hint says more. */
export class WrongArgument extends SuiteError {
  /** What is wrong, for those who have not run the suite yet. */
  readonly explanation: string

  constructor({ name }: Signature, { argument, value }: GivenValue, problem: ArgumentProblem) {
    const end = problem.message.endsWith('?') ? '' : '.'
    const explanation = `The argument "${argument.name}" of ${name} is wrong: ${problem.message}${end}`
    const spoken = spokenMessage({ argument, value })
    const details = spoken === undefined ? { cause: problem } : { cause: problem, hint: explanation }
    super('wrong-argument', spoken ?? explanation, details)
    this.explanation = explanation
  }
}

/** An argument and what was given for it. */
export interface GivenValue {
  readonly argument: Argument
  readonly value: unknown
}

/** Robot's words; undefined for types that Robot does not have. */
export function spokenMessage({ argument, value }: GivenValue): string | undefined {
  const { spoken } = argument.type
  if (spoken === undefined) return undefined
  if (argument.type.name === 'Secret')
    return `ValueError: ${noSecret('Argument', argumentName(argument), value)}`
  const target = typeof spoken === 'string' ? spoken : spoken(value)
  const type = typeof value === 'string' ? '' : ` (${spokenType(value)})`
  const got = `Argument '${argumentName(argument)}' got value '${toText(value)}'${type}`
  return `ValueError: ${got} that cannot be converted to ${target}.`
}

import { valueError } from '../../conversion/numbers.ts'
import type { Operator } from './operator.ts'
import { given } from './operator.ts'

/** Values as a numbered list. */
export function numbered(message: string, values: readonly string[]): string {
  return [message, ...values.map((value, index) => `  ${index + 1}) ${value}`)].join('\n')
}

/** The value that is meant by itself or by its number, from 1. */
export function valueMeant(answer: string, values: readonly string[]): string | undefined {
  const typed = answer.trim()
  if (values.includes(typed)) return typed
  return /^\d+$/.test(typed) ? values[Number(typed) - 1] : undefined
}

/** The value that is taken if nothing is typed. */
export function defaultOf(written: string | undefined, values: readonly string[]): string | undefined {
  if (written === undefined) return undefined
  const value = valueMeant(written, values)
  if (value === undefined) throw valueError(`Invalid default value '${written}'.`)
  return value
}

/** Asks until the answer is one of the values. */
export async function choose(
  operator: Operator,
  question: {
    readonly message: string
    readonly values: readonly string[]
    readonly otherwise: string | undefined
  },
): Promise<string> {
  const { values, otherwise } = question
  const choice = otherwise === undefined ? 'Number or value:' : `Number or value [${otherwise}]:`
  let message = numbered(question.message, values)
  for (;;) {
    const answer = given(await operator.ask(message, choice))
    const value = answer.trim() === '' ? otherwise : valueMeant(answer, values)
    if (value !== undefined) return value
    message = `"${answer.trim()}" is none of the ${values.length} values.`
  }
}

/** Asks until every part of the answer is one of the values; none is fine too. */
export async function chooseMany(
  operator: Operator,
  question: { readonly message: string; readonly values: readonly string[] },
): Promise<string[]> {
  const { values } = question
  let message = numbered(question.message, values)
  for (;;) {
    const answer = given(
      await operator.ask(message, 'Numbers or values, with commas between; nothing for none:'),
    )
    const parts = answer.split(',').map((part) => part.trim())
    const written = parts.filter((part) => part !== '')
    const wrong = written.filter((part) => valueMeant(part, values) === undefined)
    if (wrong.length === 0)
      return values.filter((value) => written.some((part) => valueMeant(part, values) === value))
    message = `"${wrong[0]}" is none of the ${values.length} values.`
  }
}

import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { usageLine } from './call-help.ts'
import { kebab, type NamedMember, type ValueForm, type ValueSchema } from './member-form.ts'

/**
 * Reads parameters in order and `--off-time 2s` from a command line. Units are left to the member's own definition.
 * Throws a SuiteError for what the member does not take.
 */
export function parseCallArguments(member: NamedMember, args: readonly string[]): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  const waiting = [...args]
  const inOrder: string[] = []
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (!isFlag(arg)) inOrder.push(arg)
    else {
      const { value, text } = readFlag(member, arg, waiting)
      params[value.name] = typeof text === 'string' ? readValue(value, text) : text
    }
  }
  const open = member.form.values.filter(({ name }) => !Object.hasOwn(params, name))
  for (const [index, text] of inOrder.entries()) {
    const value = open[index]
    if (value === undefined) throw wrong(member, `"${text}" is one value too many.`)
    params[value.name] = readValue(value, text)
  }
  const missing = member.form.values.find(({ name, required }) => required && !Object.hasOwn(params, name))
  if (missing !== undefined) throw wrong(member, `${member.target} needs a value for "${missing.name}".`)
  return params
}

/** `-5` and `-20 mA` are values. */
function isFlag(arg: string): boolean {
  return /^-[^\d.]/.test(arg)
}

function readFlag(
  member: NamedMember,
  arg: string,
  rest: string[],
): { readonly value: ValueForm; readonly text: string | boolean } {
  const [, flag = arg, given] = /^([^=]+)(?:=([\s\S]*))?$/.exec(arg) ?? []
  const found = member.form.values.find(
    (value) => value.flag === flag || value.flag === `--${kebab(flag.slice(2))}`,
  )
  const negated = member.form.values.find(
    (value) => isSwitch(value) && flag === `--no-${value.flag.slice(2)}`,
  )
  if (found === undefined && negated !== undefined) return { value: negated, text: false }
  if (found === undefined) throw unknownOption(member, flag)
  if (given === undefined && isSwitch(found) && !/^(true|false)$/i.test(rest[0] ?? ''))
    return { value: found, text: true }
  const text = given ?? rest.shift()
  if (text === undefined) throw wrong(member, `${flag} needs a value.`)
  return { value: found, text }
}

function isSwitch({ schema }: ValueForm): boolean {
  return schema.type === 'boolean'
}

/** Text goes as it is where the schema takes text, and knows its units; numbers, switches and lists are read here. */
function readValue({ schema }: ValueForm, text: string): unknown {
  const types = typesOf(schema)
  if (types.has('string') || types.size === 0) return text
  if (types.has('boolean') && /^(true|false|on|off|yes|no)$/i.test(text)) return /^(true|on|yes)$/i.test(text)
  if ((types.has('number') || types.has('integer')) && text.trim() !== '') return exactNumber(text)
  if (types.has('array') || types.has('object')) return fromJson(text)
  return text
}

function exactNumber(text: string): unknown {
  const number = Number(text)
  if (Number.isNaN(number)) return text // the member's own definition says what is wrong with it
  return /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function typesOf({ type, anyOf = [] }: ValueSchema): ReadonlySet<string> {
  return new Set([...(type === undefined ? [] : [type].flat()), ...anyOf.flatMap((one) => [...typesOf(one)])])
}

function unknownOption(member: NamedMember, flag: string): SuiteError {
  const flags = [...member.form.values.map((value) => value.flag), '--help']
  const message = `${member.target} has no option ${flag}.`
  return new SuiteError('unknown-option', message, { hint: didYouMean(flag, flags) ?? usageLine(member) })
}

function wrong(member: NamedMember, message: string): SuiteError {
  return new SuiteError('wrong-argument', message, { hint: `Usage: ${usageLine(member)}` })
}

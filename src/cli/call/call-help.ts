import { formatDuration } from '../../runtime/units.ts'
import type { MemberForm, NamedMember, ValueForm, ValueSchema } from './member-form.ts'

/** `hil call board.gpio.drive PIN LEVEL [--for TIME]` */
export function usageLine({ target, form }: NamedMember): string {
  const required = form.values.filter((value) => value.required).map(({ name }) => name.toUpperCase())
  const options = form.values
    .filter((value) => !value.required)
    .map(({ flag, schema }) => `[${flag} ${kindOf(schema)}]`)
  return ['hil call', target, ...required, ...options].join(' ')
}

/** The documentation of a member, with its parameters, their units and defaults. */
export function memberHelp(member: NamedMember): string {
  const { form } = member
  const rows = form.values.map((value): [string, string] => [nameOf(value), aboutOf(value)])
  const width = Math.max(...rows.map(([name]) => name.length))
  const list = rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`).join('')
  return [
    `Usage: ${usageLine(member)}\n`,
    `${form.doc}\n`,
    ...(list === '' ? [] : [list]),
    `${resultText(form)}\n`,
  ].join('\n')
}

/** What there is to call, one a line, with its documentation. */
export function memberList(prefix: string, forms: ReadonlyMap<string, MemberForm>): string {
  const rows = [...forms].filter(([, { kind }]) => kind !== 'bytes' && kind !== 'connection')
  const width = Math.max(0, ...rows.map(([name]) => name.length + prefix.length + 1))
  return rows.map(([name, { doc }]) => `  ${`${prefix}.${name}`.padEnd(width)}  ${doc}\n`).join('')
}

/** Of quantities that come without one. */
const EXAMPLES: Readonly<Record<string, string>> = {
  duration: '500 ms',
  voltage: '3.3 V',
  current: '1.2 A',
  frequency: '16 MHz',
  temperature: '25 degC',
  size: '4 MiB',
}

function nameOf({ flag, name, required, schema }: ValueForm): string {
  return required ? name.toUpperCase() : `${flag} ${kindOf(schema)}`
}

function aboutOf({ doc, schema, required }: ValueForm): string {
  const example = schema.examples?.[0] ?? EXAMPLES[schema.quantity ?? '']
  const notes = [
    ...(example === undefined ? [] : [`as in ${example.replace(' ', '')}`]),
    ...(required || schema.default === undefined ? [] : [`default ${defaultOf(schema)}`]),
  ]
  return notes.length === 0 ? doc : `${doc} (${notes.join('; ')})`
}

function defaultOf({ default: value, quantity, unit }: ValueSchema): string {
  if (quantity === 'duration' && typeof value === 'number') return formatDuration(value)
  return unit === undefined ? String(value) : `${value} ${unit}`
}

function kindOf(schema: ValueSchema): string {
  const { enum: values, quantity, type = 'text' } = schema
  if (values !== undefined) return values.join('|')
  const [first = 'text'] = [type].flat()
  return (quantity ?? (first === 'string' ? 'text' : first)).replaceAll(' ', '-').toUpperCase()
}

function resultText({ kind, result }: MemberForm): string {
  const text = result === undefined ? '' : shapeOf(result)
  if (kind === 'items')
    return `Prints one line for each item${text && `: ${text}`}. Ends at Ctrl-C, or with --count N.`
  return text === '' ? 'Prints nothing.' : `Prints: ${text}`
}

function shapeOf({ type, enum: values, unit, properties }: ValueSchema): string {
  if (values !== undefined) return values.join(' or ')
  if (type === 'null') return ''
  if (properties === undefined)
    return [[type ?? ''].flat().join(' or '), unit === undefined ? '' : `in ${unit}`]
      .filter(Boolean)
      .join(' ')
  return Object.entries(properties)
    .map(([name, property]) => `${name} (${shapeOf(property)})`)
    .join(', ')
}

import { writeFileSync } from 'node:fs'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { secrets } from '../../runtime/secrets.ts'
import type { Terminal } from '../terminal.ts'
import type { ValueSchema } from './member-form.ts'

/** How results are printed. */
export interface OutputOptions {
  readonly json?: boolean
  /** The file that bytes go to. */
  readonly output?: string
}

/** Prints a result or an item: as a line of text, as JSON, or, if it is bytes, as they are. */
export function printResult(
  value: unknown,
  options: OutputOptions & { readonly schema: ValueSchema | undefined },
  { stdout }: Terminal,
): void {
  const { json = false, output, schema } = options
  if (output !== undefined) write(output, value)
  else if (json) stdout.write(`${secrets.mask(JSON.stringify(value ?? null, plain))}\n`)
  else if (value instanceof Uint8Array) printBytes(value, stdout)
  else if (value !== undefined && value !== null) stdout.write(`${secrets.mask(textOf(value, schema))}\n`)
}

function printBytes(bytes: Uint8Array, stdout: Terminal['stdout']): void {
  if (stdout.isTTY) {
    const hint = 'Write them to a file with --output FILE, or into a pipe.'
    throw new SuiteError(
      'bytes-on-terminal',
      `The result is ${bytes.length} bytes, which no terminal shows.`,
      { hint },
    )
  }
  stdout.write(bytes)
}

function write(file: string, value: unknown): void {
  const content = value instanceof Uint8Array ? value : `${JSON.stringify(value ?? null, plain)}\n`
  try {
    writeFileSync(file, content)
  } catch (error) {
    throw new SuiteError('output-failed', `"${file}" cannot be written: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

/** `time=12 ms  voltage=3.3 V` */
function textOf(value: unknown, schema: ValueSchema | undefined): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return withUnit(value, schema)
  return Object.entries(value)
    .map(([name, one]) => `${name}=${withUnit(one, schema?.properties?.[name])}`)
    .join('  ')
}

function withUnit(value: unknown, schema: ValueSchema | undefined): string {
  const text = typeof value === 'string' ? value : scalarText(value)
  return schema?.unit === undefined || typeof value !== 'number' ? text : `${text} ${schema.unit}`
}

function scalarText(value: unknown): string {
  return typeof value === 'object' ? (JSON.stringify(value, plain) ?? '') : String(value)
}

/** What JSON has no form for: integers of any size as their digits, bytes as base64, what is no number as text. */
function plain(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return value
}

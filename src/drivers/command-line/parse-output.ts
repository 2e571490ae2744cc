import type { z } from 'zod'
import { LabError } from '../../runtime/errors.ts'
import type { CommandSpec } from './command-spec.ts'
import { type CommandEnd, lastLines } from './run-command-line.ts'

/** What a command printed, as a value of a schema; a LabError tells what came where that cannot be. */
export function parseOutput(spec: CommandSpec, schema: z.ZodType, end: CommandEnd, device: string): unknown {
  if (schema.type === 'void') return undefined
  const named = valueNamed(spec, end)
  if (spec.values !== undefined && named === undefined) throw unexpected(end, 'none of its values', device)
  if (named !== undefined) return convert(schema, named, spec) ?? misfit(end, schema, device)
  if (takesBytes(schema) && spec.pattern === undefined) return new Uint8Array(end.stdout)
  const found = spec.pattern?.exec(`${end.stdout}${end.stderr}`)
  if (found === null) throw unexpected(end, `nothing that /${spec.pattern?.source}/ matches`, device)
  const text = found === undefined ? String(end.stdout).trim() : (found.groups ?? found[1] ?? found[0])
  return convert(schema, text, spec) ?? misfit(end, schema, device)
}

/** A line of output as an item; undefined if it is none. */
export function parseLine(spec: CommandSpec, schema: z.ZodType, line: string): unknown {
  const found = spec.pattern?.exec(line)
  if (found === null) return undefined
  return convert(schema, found === undefined ? line.trim() : (found.groups ?? found[1] ?? found[0]), spec)
}

type Found = string | Readonly<Record<string, string | undefined>>

/** The first reading of a text that the schema takes: a number, a word, JSON. */
function convert(schema: z.ZodType, found: Found, { scale }: CommandSpec): unknown {
  for (const candidate of candidates(found, scale)) {
    const { success, data } = schema.safeParse(candidate)
    if (success) return data
  }
  return undefined
}

function* candidates(found: Found, scale: number | undefined): Generator<unknown> {
  if (typeof found !== 'string') {
    yield Object.fromEntries(Object.entries(found).map(([name, text = '']) => [name, plain(text, scale)]))
    yield found
    return
  }
  const value = plain(found, scale)
  yield value
  yield found
  yield found.toLowerCase()
  const json = parseJson(found)
  if (json !== undefined) yield json
  yield found.split(/[\s,]+/).map((part) => plain(part, scale))
}

function plain(text: string, scale = 1): unknown {
  if (/^(true|yes)$/i.test(text)) return true
  if (/^(false|no)$/i.test(text)) return false
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isNaN(number) ? text : number * scale
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The name whose exit code or expression fits. */
function valueNamed({ values = {} }: CommandSpec, end: CommandEnd): string | undefined {
  const output = `${end.stdout}${end.stderr}`
  const entry = Object.entries(values).find(([, sign]) =>
    typeof sign === 'number' ? sign === end.exitCode : sign.test(output),
  )
  return entry?.[0]
}

function takesBytes(schema: z.ZodType): boolean {
  return schema.safeParse(new Uint8Array()).success
}

function misfit(end: CommandEnd, schema: z.ZodType, device: string): never {
  throw unexpected(end, `no ${schema.type === 'enum' ? 'word that is known here' : schema.type}`, device)
}

function unexpected(end: CommandEnd, what: string, device: string): LabError {
  const message = `${device}: "${end.shown}" printed ${what}:${lastLines(end.stdout, end.stderr) || ' nothing at all.'}`
  return new LabError('command-output', message, {
    device,
    hint: 'Compare pattern and values in the bench file with what it prints.',
  })
}

import type { OutputUnit, Schema, SchemaDraft } from '@cfworker/json-schema'
import { anything, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { loads } from '../../functions/json.ts'
import { loadJson } from './json-files.ts'
import { plainJson } from './plain-json.ts'

const object = arg('jsonObject', anything, 'The value.')

/** The keywords that check values against a JSON Schema. */
export const jsonSchemaKeywords = [
  defineKeyword({
    name: 'Validate Json By Schema',
    doc: 'Fails unless a value is as a JSON Schema says.',
    arguments: [object, arg('schema', anything, 'The schema: a dict, or JSON text.')],
    run: (given) => validate(given.jsonObject, schemaIn(given.schema)),
  }),
  defineKeyword({
    name: 'Validate Json By Schema File',
    doc: 'Fails unless a value is as the JSON Schema in a file says.',
    arguments: [
      object,
      arg('pathToSchema', text, 'The file.'),
      optional('encoding', optionalText, undefined, 'Its encoding; without it, UTF-8.'),
    ],
    run: async (given) => validate(given.jsonObject, await loadJson(given.pathToSchema, given.encoding)),
  }),
]

function schemaIn(written: unknown): unknown {
  return typeof written === 'string' ? loads(written) : written
}

async function validate(value: unknown, written: unknown): Promise<void> {
  const { Validator } = await import('@cfworker/json-schema')
  const schema = plainJson(written) as Schema
  const { valid, errors } = new Validator(schema, draftOf(schema), false).validate(plainJson(value))
  if (valid) return
  const lines = innermost(errors).map(
    ({ instanceLocation, error }) => `${pathOf(instanceLocation)}: ${error}`,
  )
  throw new Error(`Json does not match the schema:\n${lines.join('\n')}`)
}

/** Without those that only say that there is a mistake further in. */
function innermost(errors: readonly OutputUnit[]): OutputUnit[] {
  return errors.filter(
    ({ keywordLocation }) => !errors.some((other) => other.keywordLocation.startsWith(`${keywordLocation}/`)),
  )
}

/** `#/a/0` as `$.a.0`. */
function pathOf(location: string): string {
  const keys = location.split('/').slice(1).map(decodeURIComponent)
  return ['$', ...keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))].join('.')
}

/** The draft that the schema names; the newest if it names none. */
function draftOf(schema: Schema): SchemaDraft {
  const named = /draft-0?([47])|(2019-09)|(2020-12)/.exec(String(schema.$schema ?? ''))
  return (named?.[1] ?? named?.[2] ?? '2020-12') as SchemaDraft
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, extname } from 'node:path'
import type * as Yaml from 'yaml'
import type { Document, Node } from 'yaml'
import { SuiteError } from '../../runtime/errors.ts'
import { keyOf } from '../value/containers.ts'
import { float } from '../value/float.ts'
import { typeName } from '../value/value.ts'
import { normalizeVariable } from '../variables/scope.ts'

/** Nesting that no variable file needs; deeper is a mistake or an attack. */
const DEEPEST = 200

/** The variables of a YAML or JSON file, by normalized name. Throws a SuiteError in Robot's words. */
export function readVariableFile(path: string, argumentCount = 0): Map<string, unknown> {
  const kind = checkVariableFile(path)
  if (argumentCount > 0) throw failed(path, `${kind} variable files do not accept arguments.`)
  const document = yaml().parseDocument(readFileSync(path, 'utf8'), {
    prettyErrors: true,
    schema: SCHEMAS[kind],
  })
  const [error] = document.errors
  if (error !== undefined) throw failed(path, error.message)
  const value = toValue(document.contents as Node | null, document, 0)
  if (value instanceof Map)
    return new Map([...value].map(([name, item]) => [normalizeVariable(String(name)), item]))
  throw failed(path, `${kind} variable file must be a mapping, got ${spoken(value)}.`)
}

/** The language of a variable file; throws a SuiteError for one that is not read here, whether it exists or not. */
export function checkVariableFile(path: string): 'YAML' | 'JSON' {
  const kind = KINDS[extname(path).toLowerCase()]
  if (kind === undefined) throw unsupported(path)
  return kind
}

const KINDS: Readonly<Record<string, 'YAML' | 'JSON' | undefined>> = {
  '.yaml': 'YAML',
  '.yml': 'YAML',
  '.json': 'JSON',
}
const SCHEMAS = { YAML: 'yaml-1.1', JSON: 'json' } as const

function unsupported(path: string): SuiteError {
  const python = extname(path).toLowerCase() === '.py' || extname(path) === ''
  const message = `Variable file '${basename(path)}' is ${python ? 'Python, which is not run here' : 'neither YAML nor JSON'}.`
  const hint = python
    ? 'Write the variables into a .yaml or .json file, or into the Variables section of a resource file.'
    : 'Give it the extension .yaml or .json.'
  return new SuiteError('variable-file-unsupported', message, { hint })
}

function failed(path: string, reason: string): SuiteError {
  return new SuiteError('variable-file-invalid', `Processing variable file '${path}' failed: ${reason}`)
}

/** A node as a value of suites: dicts are Maps, and `1.0` stays a float. */
function toValue(node: Node | null, document: Document, depth: number): unknown {
  if (depth > DEEPEST) throw new SuiteError('variable-file-invalid', 'The variable file nests too deeply.')
  const { isAlias, isSeq, isMap, isScalar } = yaml()
  if (isAlias(node)) return toValue(node.resolve(document) ?? null, document, depth + 1)
  if (isSeq(node)) return node.items.map((item) => toValue(item as Node, document, depth + 1))
  if (isMap(node)) {
    const pairs = node.items.map(({ key, value }) => [key, value] as [Node, Node | null])
    return new Map(
      pairs.map(([key, value]) => [
        keyOf(toValue(key, document, depth + 1)),
        toValue(value, document, depth + 1),
      ]),
    )
  }
  if (!isScalar(node)) return null
  const { value, source } = node
  if (typeof value === 'number' && /[.eE]/.test(source ?? '') && !/^[-+]?0x/i.test(source ?? ''))
    return float(value)
  return value instanceof Date ? (source ?? value.toISOString()) : (value ?? null)
}

function spoken(value: unknown): string {
  return (
    { str: 'string', int: 'integer', bool: 'boolean', NoneType: 'None' }[typeName(value)] ?? typeName(value)
  )
}

/** Loaded when a suite has a variable file: it takes workers 20 ms. */
function yaml(): typeof Yaml {
  return createRequire(import.meta.url)('yaml') as typeof Yaml
}

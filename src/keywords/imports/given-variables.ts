import { SuiteError } from '../../runtime/errors.ts'
import { convertToType } from '../conversion/convert-to-type.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { Secret } from '../value/secret.ts'
import { normalizeVariable } from '../variables/scope.ts'
import { findFile } from './find-file.ts'
import { readVariableFile } from './variable-file.ts'

/** Variables as the command line gives them. */
export interface GivenVariables {
  /** `NAME:value` or `NAME: type:value`. */
  readonly variables: readonly string[]
  /** Paths of variable files. */
  readonly files: readonly string[]
}

/**
 * The variables of a command line, by normalized name. A variable counts before those of files, of two variables the
 * last, of two files the first. Throws a SuiteError.
 */
export function readGivenVariables(
  { variables, files }: GivenVariables,
  searchPath: readonly string[],
): Map<string, unknown> {
  const values = new Map<string, unknown>()
  for (const path of files) {
    const found = findFile({ path, folder: process.cwd(), searchPath, kind: 'Variable file' })
    for (const [name, value] of readVariableFile(found)) if (!values.has(name)) values.set(name, value)
  }
  for (const text of variables) {
    const [name, value] = readVariable(text)
    values.set(normalizeVariable(name), value)
  }
  return values
}

/** `NAME:value`; the value may have colons. */
function readVariable(text: string): [name: string, value: unknown] {
  const typed = /^([^:]+): ([^:]+):(.*)$/s.exec(text)
  if (typed === null) {
    const at = text.indexOf(':')
    return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  }
  const [, name = '', type = '', value = ''] = typed
  return [name, converted(name, type.trim(), value)]
}

function converted(name: string, type: string, value: string): unknown {
  if (type.toLowerCase() === 'secret') return new Secret(value)
  try {
    return convertToType(value, type, name)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    const variable = `\${${name}: ${type}}`
    const message =
      error.type === 'TypeError'
        ? `Invalid command line variable '${variable}': ${error.message}`
        : error.message.replace(/^Argument '.*?'/, `Command line variable '${variable}'`)
    throw new SuiteError('variable-failed', message, { cause: error })
  }
}

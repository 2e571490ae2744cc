import type { CellPart, CellValue, VariableReference } from '../../grammar/cell.ts'
import { parseCell } from '../../grammar/parse-cell.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { asList } from '../value/containers.ts'
import { toText } from '../value/text.ts'
import { isDict, itemOf } from './containers.ts'
import { compileExpression } from './expression.ts'
import { lookUp, numberNamed } from './look-up.ts'
import { normalizeVariable, type Scopes } from './scope.ts'
import { constantSource, type Source } from './source.ts'

/** Turns a cell into the source of its value: text stays text, a lone variable keeps its type, mixtures become text. */
export function compileCell(text: string): Source {
  return compileValue(parseCell(text), text)
}

function compileValue(cell: CellValue, shown: string): Source {
  if (cell.kind === 'text') return constantSource(cell.text)
  if (cell.kind === 'variable') return compileWhole(cell.variable, shown)
  const parts = cell.parts.map((part) => compilePart(part, shown))
  return { get: (scopes) => parts.map((part) => part(scopes)).join('') }
}

function compilePart(part: CellPart, shown: string): (scopes: Scopes) => string {
  if (typeof part === 'string') return () => part
  const value = compileVariable(part, shown.slice(part.start, part.end))
  return (scopes) => toText(value(scopes))
}

function compileWhole(variable: VariableReference, shown: string): Source {
  const get = compileVariable(variable, shown)
  const [name] = variable.name
  const number =
    variable.name.length === 1 && typeof name === 'string' ? numberNamed(normalizeVariable(name)) : undefined
  if (number !== undefined && variable.sigil === '$' && variable.items.length === 0)
    return constantSource(number)
  if (isEmpty(variable)) return variable.sigil === '@' ? EMPTY_LIST : EMPTY_DICT
  if (variable.sigil === '@') return { expands: 'list', get: (scopes) => listOf(get(scopes), shown) }
  if (variable.sigil === '&') return { expands: 'dict', get: (scopes) => dictOf(get(scopes), shown) }
  return { get }
}

/** `@{EMPTY}` and `&{EMPTY}` are values of their own. */
function isEmpty({ sigil, name, items }: VariableReference): boolean {
  const [only] = name
  return (
    sigil !== '$' && items.length === 0 && typeof only === 'string' && normalizeVariable(only) === 'empty'
  )
}

const EMPTY_LIST: Source = { expands: 'list', get: () => [] }
const EMPTY_DICT: Source = { expands: 'dict', get: () => new Map() }

function compileVariable(variable: VariableReference, shown: string): (scopes: Scopes) => unknown {
  const base =
    variable.expression === undefined ? compileName(variable, shown) : expressionOf(variable.expression)
  if (variable.items.length === 0) return base
  const items = variable.items.map((item) => compileValue(item, shown))
  return (scopes) => items.reduce((value, item) => itemOf(value, item.get(scopes), shown), base(scopes))
}

function expressionOf(expression: string): (scopes: Scopes) => unknown {
  return compileExpression(expression, compileCell).value
}

function compileName(variable: VariableReference, shown: string): (scopes: Scopes) => unknown {
  const [only] = variable.name
  if (variable.sigil === '%') return () => environmentValue(variable.name.join(''))
  if (variable.name.length === 1 && typeof only === 'string') {
    const name = normalizeVariable(only)
    const alone = variable.items.length === 0 ? shown : `${variable.sigil}{${only}}`
    return (scopes) => lookUp(name, scopes, alone)
  }
  const parts = variable.name.map((part) => compilePart(part, shown))
  return (scopes) => {
    const name = parts.map((part) => part(scopes)).join('')
    return lookUp(normalizeVariable(name), scopes, `${variable.sigil}{${name}}`)
  }
}

/** `%{NAME}` or `%{NAME=default}`. */
function environmentValue(text: string): string {
  const equals = text.indexOf('=')
  const name = equals === -1 ? text : text.slice(0, equals)
  const value = process.env[name] ?? (equals === -1 ? undefined : text.slice(equals + 1))
  if (value !== undefined) return value
  throw new SuiteError('unknown-variable', `Environment variable '%{${name}}' not found.`, {
    hint: `Set it, or give a default: %{${name}=value}`,
  })
}

function listOf(value: unknown, shown: string): unknown[] {
  const list = asList(value)
  if (list !== undefined) return list
  throw new SuiteError('not-a-list', `Value of variable '${shown}' is not list or list-like.`)
}

function dictOf(value: unknown, shown: string): unknown {
  if (isDict(value)) return value
  throw new SuiteError('not-a-dict', `Value of variable '${shown}' is not dictionary or dictionary-like.`)
}

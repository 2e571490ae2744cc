import type { CellPart, CellValue, VariableReference } from '../../grammar/cell.ts'
import { wholeVariable } from '../../grammar/cells/find-variable.ts'
import { recommendNames, withRecommendations } from '../../grammar/faults/recommend-names.ts'
import { parseCell } from '../../grammar/parse-cell.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { toText } from '../value/text.ts'
import { isDict, listLike } from './containers.ts'
import { compileExpression } from './expression.ts'
import { failedWhile } from './failed-while.ts'
import { itemOf } from './item-access.ts'
import { constantNumber, lookUp, undecorated } from './look-up.ts'
import { normalizeVariable, type Scopes } from './scope.ts'
import { constantSource, type Source } from './source.ts'

/** Turns a cell into the source of its value: text stays text, a lone variable keeps its type, mixtures become text. */
export function compileCell(text: string): Source {
  return compileValue(parseCell(text), text)
}

/** `whole` is the text of the whole cell, in which variables have their places. */
function compileValue(cell: CellValue, whole: string): Source {
  if (cell.kind !== 'variable' && cell.unclosed !== undefined) return unclosed(whole.slice(cell.unclosed))
  if (cell.kind === 'text') return constantSource(cell.text)
  if (cell.kind === 'variable') return compileWhole(cell.variable, whole)
  const parts = cell.parts.map((part) => compilePart(part, whole))
  return { get: (scopes) => joined(parts.map((part) => part(scopes))) }
}

/** Bytes stay bytes if there is nothing else. */
function joined(values: readonly unknown[]): unknown {
  if (values[0] instanceof Uint8Array && values.every((value) => value instanceof Uint8Array))
    return Buffer.concat(values)
  return values.map(toText).join('')
}

function unclosed(rest: string): Source {
  const what = /^.\{[^{}]*\}\[/.test(rest) ? 'Variable item' : 'Variable'
  return {
    get: () => {
      throw new SuiteError('unknown-variable', `${what} '${rest}' was not closed properly.`)
    },
  }
}

function compilePart(part: CellPart, whole: string): (scopes: Scopes) => unknown {
  return typeof part === 'string' ? () => part : compileVariable(part, whole)
}

function compileWhole(variable: VariableReference, whole: string): Source {
  const get = compileVariable(variable, whole)
  const shown = whole.slice(variable.start, variable.end)
  const [name] = variable.name
  const number =
    variable.name.length === 1 && typeof name === 'string'
      ? constantNumber(normalizeVariable(name))
      : undefined
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

function compileVariable(variable: VariableReference, whole: string): (scopes: Scopes) => unknown {
  const found = wholeVariable(whole.slice(variable.start, variable.end))
  const name = `${variable.sigil}{${found?.base ?? ''}}`
  const base =
    variable.expression === undefined ? compileName(variable, whole) : expressionOf(variable.expression, name)
  if (variable.items.length === 0) return base
  const items = variable.items.map((item, index) => {
    return { source: compileValue(item, whole), written: found?.items[index] ?? '' }
  })
  return (scopes) => {
    let path = name
    return items.reduce((value, { source, written }) => {
      const item = itemOf(value, { value: source.get(scopes), written }, path)
      path += `[${written}]`
      return item
    }, base(scopes))
  }
}

function expressionOf(expression: string, shown: string): (scopes: Scopes) => unknown {
  const { value } = compileExpression(expression, compileCell, { inline: true })
  return (scopes) => {
    try {
      return value(scopes)
    } catch (error) {
      const isOwn = error instanceof SuiteError && error.code === 'expression'
      throw isOwn ? failedWhile(error, `Resolving variable '${shown}'`) : error
    }
  }
}

function compileName(variable: VariableReference, whole: string): (scopes: Scopes) => unknown {
  const [only] = variable.name
  if (variable.name.length === 1 && typeof only === 'string' && variable.sigil !== '%') {
    const name = normalizeVariable(only)
    const shown = `${variable.sigil}{${only}}`
    return (scopes) => lookUp(name, scopes, shown)
  }
  const parts = variable.name.map((part) => compilePart(part, whole))
  const text = (scopes: Scopes) => parts.map((part) => toText(part(scopes))).join('')
  if (variable.sigil === '%') return (scopes) => environmentValue(text(scopes))
  return (scopes) => {
    const name = text(scopes)
    return lookUp(normalizeVariable(name), scopes, `${variable.sigil}{${name}}`)
  }
}

/** `%{NAME}` or `%{NAME=default}`. */
function environmentValue(text: string): string {
  const equals = text.indexOf('=')
  const name = equals === -1 ? text : text.slice(0, equals)
  const value = process.env[name] ?? (equals === -1 ? undefined : text.slice(equals + 1))
  if (value !== undefined) return value
  const near = recommendNames(name, Object.keys(process.env), undecorated)
  const message = `Environment variable '%{${name}}' not found.`
  throw new SuiteError(
    'unknown-variable',
    withRecommendations(
      message,
      near.map((one) => `%{${one}}`),
    ),
    {
      hint: `Set it, or give a default: %{${name}=value}`,
    },
  )
}

/** A list of the reader's own. */
function listOf(value: unknown, shown: string): unknown[] {
  const list = listLike(value)
  if (list !== undefined) return [...list]
  throw new SuiteError('not-a-list', `Value of variable '${shown}' is not list or list-like.`)
}

/** A dict of the reader's own. */
function dictOf(value: unknown, shown: string): unknown {
  if (isDict(value)) return new Map(value instanceof Map ? value : Object.entries(value))
  throw new SuiteError('not-a-dict', `Value of variable '${shown}' is not dictionary or dictionary-like.`)
}

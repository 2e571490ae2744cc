import type { RowScope } from '../build/row-scope.ts'
import { splitNamed } from '../parse-cell.ts'
import type { Cell } from '../tree.ts'
import { replaceCell } from './cell-diagnostic.ts'
import { typeProblem } from './check-type.ts'
import { findVariable, splitType, wholeVariable, withoutMark } from './find-variable.ts'

/** Checks a variable that a row declares, and the values of a dictionary. `name` has lost its `=`. */
export function checkDeclaration(scope: RowScope, name: Cell, values: readonly Cell[]): void {
  const variable = wholeVariable(name.text)
  if (variable === undefined || variable.items.length > 0) {
    reportName(scope, name)
    return
  }
  if (variable.sigil === '&') for (const value of values) checkDictItem(scope, value)
  checkType(scope, name)
}

/** Checks the variables a row assigns to, as they are written, with their `=`. */
export function checkAssignment(scope: RowScope, assign: readonly Cell[]): void {
  if (assign.length > 1) checkTogether(scope, assign)
  for (const cell of assign) checkType(scope, cell)
}

function checkTogether(scope: RowScope, assign: readonly Cell[]): void {
  const lists = assign.filter((cell) => cell.text.startsWith('@'))
  const dict = assign.find((cell) => cell.text.startsWith('&'))
  const marked = assign.slice(0, -1).find((cell) => cell.text.endsWith('='))
  if (marked) reportAssign(scope, marked, 'Only the last variable of an assignment may be followed by "=".')
  if (lists[1]) reportAssign(scope, lists[1], 'An assignment may have one list variable only.')
  if (dict) reportAssign(scope, dict, 'A dictionary variable cannot be assigned together with others.')
}

/** Checks the type of `${name: type}`, if it has one; `keyed` allows that of keys too, as in `&{name: str=int}`. */
export function checkType(scope: RowScope, cell: Cell, keyed = true): void {
  if (!cell.text.includes(': ')) return
  const variable = wholeVariable(withoutMark(cell.text))
  const type = variable && splitType(variable.base).type
  if (variable === undefined || type === undefined) return
  const [key, value] = keyed && variable.sigil === '&' ? splitAtFirst(type, '=') : [type]
  const problem = typeProblem(key) ?? (value === undefined ? undefined : typeProblem(value))
  if (problem) scope.report(cell, { code: 'unknown-type', ...problem })
}

/** True when the text holds a variable, so that its value is not known before it runs. */
export function holdsVariable(text: string): boolean {
  return typeof findVariable(text, '$@&') === 'object'
}

function checkDictItem(scope: RowScope, cell: Cell): void {
  if (splitNamed(cell.text) || wholeVariable(cell.text)?.sigil === '&') return
  scope.report(cell, {
    code: 'invalid-dict-item',
    message: `A dictionary's items are written name=value, but got "${cell.text}".`,
    hint: 'Write name=value with no space around "=", or another dictionary as &{name}.',
  })
}

function reportName(scope: RowScope, cell: Cell): void {
  const [, name, value] = /^([$@&]\{[^{}]+\}) =? ?([^=\s].*)$/.exec(cell.text) ?? []
  if (name !== undefined && value !== undefined) {
    const split = `${name}    ${value}`
    scope.report(cell, {
      code: 'invalid-variable',
      message: `A variable's name was expected, such as \${name}, @{list} or &{dict}, but got "${cell.text}".`,
      hint: `Two or more spaces must stand between the name and its value:\n   ${split}`,
      fix: replaceCell(cell, split),
    })
    return
  }
  scope.report(cell, {
    code: 'invalid-variable',
    message: `A variable's name was expected, such as \${name}, @{list} or &{dict}, but got "${cell.text}".`,
    hint: /^[\w -]+$/.test(cell.text)
      ? `Write \${${cell.text}}.`
      : 'Two or more spaces must stand between the name and its value.',
  })
}

function reportAssign(scope: RowScope, cell: Cell, message: string): void {
  scope.report(cell, { code: 'invalid-assignment', message })
}

function splitAtFirst(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)]
}

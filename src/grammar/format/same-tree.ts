import { joinDocumentation } from '../settings/documentation.ts'
import type { Cell, FileTree, Setting } from '../tree.ts'

/** True when two trees say the same: they may differ in nothing but where things stand. */
export function isSameTree(a: FileTree, b: FileTree): boolean {
  return isSame(a, b) && errorsOf(a) === errorsOf(b)
}

/** Compares whatever trees are made of, so that nothing new can be forgotten here. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]))
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  if (isSetting(a) && isSetting(b)) return isSameSetting(a, b)
  return keys.every((key) => LAYOUT.has(key) || isSame(field(a, key), field(b, key)))
}

function field(object: object, key: string): unknown {
  return (object as Record<string, unknown>)[key]
}

function isSetting(node: object): node is Setting {
  return 'name' in node && typeof node.name === 'string' && 'values' in node && 'cell' in node
}

/** What the text of documentation is depends on columns; and rows may mean something in other settings. */
function isSameSetting(a: Setting, b: Setting): boolean {
  if (a.name !== b.name || !isSame(a.alias, b.alias)) return false
  if (a.name === 'error') return a.cell.text === b.cell.text && isSame(a.values, b.values)
  const heads = a.name === 'Documentation' ? 0 : a.name === 'Metadata' ? 1 : undefined
  if (heads === undefined)
    return isSame(a.values, b.values) && (!BY_ROWS.test(a.name) || rowsOf(a) === rowsOf(b))
  if (!isSame(a.values.slice(0, heads), b.values.slice(0, heads))) return false
  return joinDocumentation(a.values.slice(heads)) === joinDocumentation(b.values.slice(heads))
}

/** How many lines below the one before each value stands. */
function rowsOf({ values, cell }: Setting): string {
  const lines = [cell, ...values].map(({ line }: Cell) => line)
  return lines.map((line, index) => (line > (lines[index - 1] ?? line) ? '/' : '.')).join('')
}

function errorsOf({ diagnostics }: FileTree): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return errors.map(({ code }) => code).join()
}

/** Where a node stands; diagnostics are compared by code. */
const LAYOUT = new Set(['line', 'column', 'diagnostics'])
const BY_ROWS = /Setup$|Teardown$|^Examples$/

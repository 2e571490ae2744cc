import type { CellPart, CellValue, VariableReference } from '../../grammar/cell.ts'
import type { Fix } from '../../grammar/diagnostic.ts'
import { parseCell } from '../../grammar/parse-cell.ts'
import type { Cell } from '../../grammar/tree.ts'
import { nearestNames } from '../../runtime/neighbours.ts'
import type { Report } from '../binding/report.ts'
import type { BareName } from '../expression/bare-names.ts'
import { compileCondition } from '../variables/condition.ts'
import { splitExtended } from '../variables/extended-name.ts'
import { numberNamed } from '../variables/look-up.ts'
import { normalizeVariable } from '../variables/scope.ts'

/** The names of variables that can have a value at a place, found without running anything. */
export class KnownVariables {
  /** As they are compared, and as they are written. */
  readonly #names: Map<string, string>
  readonly #parent: KnownVariables | undefined

  constructor(names: Iterable<string> = [], parent?: KnownVariables) {
    this.#names = new Map([...names].map((name) => [normalizeVariable(name), name]))
    this.#parent = parent
  }

  add(name: string): void {
    this.#names.set(normalizeVariable(name), name)
  }

  /** A scope inside this one, as a keyword's. */
  inner(): KnownVariables {
    return new KnownVariables([], this)
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#parent?.has(name) ?? false)
  }

  /** Reports the variables of a cell that can have no value. */
  check(cell: Cell, report: Report): void {
    if (!/[$@&]\{/.test(cell.text)) return
    const value = parseCell(cell.text)
    this.#checkValue(value, cell, report)
    if (value.kind !== 'variable' && value.unclosed !== undefined)
      reportUnclosed(cell, value.unclosed, report)
  }

  /** Reports names of an expression that have no value; offsets are those in the cell. */
  checkNames(names: readonly BareName[], cell: Cell, report: Report): void {
    for (const { name, start, end } of names) {
      if (this.has(normalizeVariable(name))) continue
      const near = nearestNames(
        name,
        this.#all().filter((known) => known.length > 1),
      )
      const hint =
        near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Text belongs in quotes: "${name}".`
      const message = `The variable ${name} has no value here.`
      const isText = near.length === 0 && /[=!]=\s*$/.test(cell.text.slice(0, start))
      const fix = isText ? quoted(cell, start, name) : undefined
      report.add(cell, { code: 'unknown-variable', message, hint, fix }, start, end - start)
    }
  }

  #all(): string[] {
    return [...this.#names.values(), ...(this.#parent === undefined ? [] : this.#parent.#all())]
  }

  #checkValue(value: CellValue, cell: Cell, report: Report): void {
    if (value.kind === 'variable') this.#checkPart(value.variable, cell, report)
    if (value.kind === 'mixed') for (const part of value.parts) this.#checkPart(part, cell, report)
  }

  #checkPart(part: CellPart, cell: Cell, report: Report): void {
    if (typeof part === 'string') return
    if (part.expression !== undefined) this.#checkExpression(part, part.expression, { cell, report })
    for (const item of part.items) this.#checkValue(item, cell, report)
    for (const inner of part.name) this.#checkPart(inner, cell, report)
    const [name] = part.name
    const checkable = part.sigil !== '%' && part.expression === undefined && part.name.length === 1
    if (checkable && typeof name === 'string' && !this.#isKnown(name))
      this.#reportUnknown(part, name, cell, report)
  }

  /** What stands in `${{ }}`. */
  #checkExpression(
    { start, sigil }: VariableReference,
    text: string,
    { cell, report }: { cell: Cell; report: Report },
  ): void {
    if (sigil === '%') return
    const inside = { ...cell, text, column: cell.column + cell.text.indexOf(text, start) }
    const { diagnostics, names } = compileCondition(text)
    for (const diagnostic of diagnostics) report.addInside(inside, diagnostic)
    if (diagnostics.length === 0) this.check(inside, report)
    this.checkNames(names, inside, report)
  }

  /** A name, a number, or the attribute of a name. */
  #isKnown(written: string): boolean {
    const name = normalizeVariable(written)
    if (this.has(name) || numberNamed(name) !== undefined || name === '') return true
    const extended = splitExtended(written)
    if (extended !== undefined && this.has(extended.base)) return true
    for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1))
      if (this.has(name.slice(0, dot))) return true
    return false
  }

  #reportUnknown(part: VariableReference, name: string, cell: Cell, report: Report): void {
    const near = nearestNames(
      name,
      this.#all().filter((known) => known.length > 1),
    )
    const shown = cell.text.slice(part.start, part.end)
    const hint =
      near.length > 0
        ? `Did you mean ${near.map((n) => `${part.sigil}{${n}}`).join(' or ')}?`
        : 'Nothing before this place gives it a value. If the text is meant as it is, write \\$ instead of $.'
    const message = `The variable ${shown} has no value here.`
    report.add(cell, { code: 'unknown-variable', message, hint }, part.start, part.end - part.start)
  }
}

function quoted({ line, column }: Cell, start: number, name: string): Fix {
  const from = column + start
  return { edits: [{ line, column: from, endColumn: from + name.length, text: `"${name}"` }] }
}

function reportUnclosed(cell: Cell, start: number, report: Report): void {
  const rest = cell.text.slice(start)
  const close = /^.\{[^{}]*\}\[/.test(rest) ? ']' : '}'
  const isName = /^[$@&%]\{[\w ]+$/.test(rest) && !rest.includes('  ')
  const hint = isName
    ? `Write ${rest}${close}`
    : `End it with ${close}, or write \\$ if the text is meant as it is.`
  const end = cell.column + cell.text.length
  const edit = { line: cell.line, column: end, endColumn: end, text: close }
  const message = `The variable that begins with "${rest.slice(0, 20)}" is not closed.`
  const isWord = /^[$@&%]\{\w+$/.test(rest)
  const fix = isWord ? { edits: [edit] } : undefined
  report.add(cell, { code: 'unclosed-variable', message, hint, fix }, start, rest.length)
}

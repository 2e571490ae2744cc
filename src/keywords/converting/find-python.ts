import type { CellValue } from '../../grammar/cell.ts'
import type { Diagnostic } from '../../grammar/diagnostic.ts'
import { parseCell } from '../../grammar/parse-cell.ts'
import { parseExpression } from '../../grammar/parse-expression.ts'
import type { Cell, FileTree, Step } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import { checkExpression } from '../expression/check-expression.ts'
import type { ConversionContext, Finding } from './conversion.ts'
import { importedBy } from './convert-settings.ts'

/** Everything in a file that needs Python. */
export function findPython(tree: FileTree, context: ConversionContext): Finding[] {
  const imports = tree.settings.flatMap(({ name, values }) => {
    const target = importedBy(name, values)
    return target === undefined ? [] : (IMPORTS[name] ?? lateImport)(target, context)
  })
  const bodies = [...tree.tests, ...tree.keywords].flatMap(({ body }) => body.flatMap(inStep))
  const settings = [...tree.settings, ...[...tree.tests, ...tree.keywords].flatMap((block) => block.settings)]
  const cells = [...settings, ...tree.variables].flatMap(({ values }) => values.flatMap(inline))
  return [...imports, ...bodies, ...cells]
}

/** A finding at a cell. */
export function findingAt(cell: Cell, say: Pick<Finding, 'code' | 'what' | 'why' | 'cure'>): Finding {
  const { line, column, text } = cell
  return { ...say, line, column, endColumn: column + Math.max(1, text.length) }
}

const IMPORTS: Readonly<Record<string, (cell: Cell, context: ConversionContext) => Finding[]>> = {
  Library: pythonLibrary,
  Variables: pythonVariables,
  Resource: lateImport,
}

function pythonLibrary(cell: Cell, { knowsLibrary }: ConversionContext): Finding[] {
  const isOurs = knowsLibrary(cell.text) || /\.([cm]?[jt]s)$/i.test(cell.text)
  if (isOurs) return []
  return [
    findingAt(cell, {
      code: 'python-library',
      what: `The library "${cell.text}" is written in Python.`,
      why: 'Hilwright runs no Python.',
      cure: "Serve it through Robot Framework's remote library protocol, write its keywords in a resource file or in TypeScript, or use a library of Hilwright: hil keywords shows them.",
    }),
  ]
}

function pythonVariables(cell: Cell): Finding[] {
  if (/\.(ya?ml|json)$/i.test(cell.text)) return []
  return [
    findingAt(cell, {
      code: 'python-variables',
      what: `The variable file "${cell.text}" is Python.`,
      why: 'Hilwright runs no Python.',
      cure: 'Write its values into a *** Variables *** section, or into a YAML or JSON file.',
    }),
  ]
}

/** Suites get another ending, and nobody can say here which file this is. */
function lateImport(cell: Cell): Finding[] {
  const isLate =
    /\.robot$/i.test(cell.text) && /[$@&%]\{/.test(cell.text.replaceAll(/\$\{(CURDIR|\/)\}/g, ''))
  if (!isLate) return []
  return [
    findingAt(cell, {
      code: 'late-import',
      what: `Which file "${cell.text}" is, is known only when the suite runs.`,
      why: 'If that file is converted, it has another ending now.',
      cure: 'Write the path with the new ending, .resource.',
    }),
  ]
}

function inStep(step: Step): Finding[] {
  const inner =
    'branches' in step ? step.branches.flatMap(({ body }) => body) : 'body' in step ? step.body : []
  return [...ownCells(step), ...inner.flatMap(inStep)]
}

function ownCells(step: Step): Finding[] {
  if (step.kind === 'call') return [...importOf(step), ...conditionOf(step), ...step.args.flatMap(inline)]
  if (step.kind === 'while') return expression(step.condition)
  if (step.kind === 'if') return step.branches.flatMap(({ condition }) => expression(condition))
  const values = 'values' in step ? step.values : 'args' in step ? step.args : []
  return values.flatMap(inline)
}

function importOf({ keyword, args: [path] }: Step & { kind: 'call' }): Finding[] {
  return path && normalizeName(keyword.text) === 'importresource' ? lateImport(path) : []
}

/** The argument of a keyword that evaluates it. */
function conditionOf({ keyword, args }: Step & { kind: 'call' }): Finding[] {
  const name = normalizeName(keyword.text.replace(/^builtin\./i, ''))
  return EVALUATING.has(name) ? expression(args[0]) : []
}

function expression(cell: Cell | undefined): Finding[] {
  if (cell === undefined) return []
  return problemsOf(cell.text).map((found) => refused(cell, found, 0))
}

/** Expressions in `${{ … }}`. */
function inline(cell: Cell): Finding[] {
  return cell.text.includes('{{')
    ? expressionsIn(parseCell(cell.text)).flatMap((text) => inlineAt(cell, text))
    : []
}

function inlineAt(cell: Cell, text: string): Finding[] {
  const offset = Math.max(0, cell.text.indexOf(text))
  return problemsOf(text).map((found) => refused(cell, found, offset))
}

function problemsOf(text: string): readonly Diagnostic[] {
  const { tree, diagnostics } = parseExpression(text)
  return tree === undefined ? diagnostics : checkExpression(tree)
}

function expressionsIn(value: CellValue): string[] {
  const variables = value.kind === 'variable' ? [value.variable] : value.kind === 'mixed' ? value.parts : []
  return variables.flatMap((part) => (typeof part !== 'string' && part.expression ? [part.expression] : []))
}

function refused(cell: Cell, { column, endColumn, message, hint }: Diagnostic, offset: number): Finding {
  const start = cell.column + offset
  return {
    code: 'python-expression',
    line: cell.line,
    column: start + column - 1,
    endColumn: start + endColumn - 1,
    what: message,
    why: 'Expressions are a safe part of Python, without its modules and objects.',
    cure: hint ?? 'See docs/expressions.md for what there is.',
  }
}

const EVALUATING: ReadonlySet<string> = new Set([
  ...['evaluate', 'shouldbetrue', 'shouldnotbetrue', 'runkeywordif', 'runkeywordunless'],
  ...[
    'exitforloopif',
    'continueforloopif',
    'returnfromkeywordif',
    'setvariableif',
    'skipif',
    'passexecutionif',
  ],
])

import type { RowScope } from '../build/row-scope.ts'
import { splitNamed } from '../parse-cell.ts'
import type { Cell } from '../tree.ts'
import { checkType } from './check-variable.ts'
import { splitType, wholeVariable } from './find-variable.ts'

/** Checks a keyword's `[Arguments]`: the form, order and names of each. */
export function checkArguments(cells: readonly Cell[], scope: RowScope): void {
  const seen = new Map<string, Cell>()
  let before: ArgumentKind = 'required'
  for (const cell of cells) {
    const argument = readArgument(cell, scope)
    if (argument === undefined) continue
    checkOrder(cell, argument.kind, { before, scope })
    checkRepeated(cell, argument.name, { seen, scope })
    if (!(argument.kind === 'optional' && before !== 'required') && ORDER[argument.kind] >= ORDER[before])
      before = argument.kind
    checkType(scope, { ...cell, text: argument.written }, false)
  }
}

type ArgumentKind = 'required' | 'optional' | 'rest' | 'named'

interface Argument {
  readonly kind: ArgumentKind
  readonly name: string
  /** The variable without its default value. */
  readonly written: string
}

function readArgument(cell: Cell, scope: RowScope): Argument | undefined {
  const named = splitNamed(cell.text)
  const written = named?.name ?? cell.text
  if (written === '@{}') return { kind: 'rest', name: '', written }
  const variable = wholeVariable(written)
  const name = variable && splitType(variable.base).name
  if (variable === undefined || name === undefined || variable.items.length > 0 || /[$@&]\{/.test(name)) {
    reportForm(cell, scope)
    return undefined
  }
  if (named && variable.sigil !== '$') reportDefault(cell, scope)
  if (variable.sigil === '@') return { kind: 'rest', name, written }
  if (variable.sigil === '&') return { kind: 'named', name, written }
  return { kind: named ? 'optional' : 'required', name, written }
}

function reportForm(cell: Cell, scope: RowScope): void {
  scope.report(cell, {
    code: 'invalid-argument',
    message: `An argument such as \${name}, \${name}=default, @{rest} or &{named} was expected, but got "${cell.text}".`,
    hint: /^\w+$/.test(cell.text)
      ? `Write \${${cell.text}}.`
      : 'Two or more spaces must stand between arguments.',
  })
}

function reportDefault(cell: Cell, scope: RowScope): void {
  scope.report(cell, {
    code: 'invalid-argument',
    message: `Only an argument such as \${name} can have a default value, but got "${cell.text}".`,
  })
}

function checkOrder(
  cell: Cell,
  kind: ArgumentKind,
  { before, scope }: { before: ArgumentKind; scope: RowScope },
): void {
  const problem = PROBLEMS[before]?.(kind)
  if (problem) scope.report(cell, { code: 'invalid-argument', message: problem })
}

function checkRepeated(
  cell: Cell,
  name: string,
  { seen, scope }: { seen: Map<string, Cell>; scope: RowScope },
): void {
  const folded = name.toLowerCase().replace(/[\s_]/g, '')
  if (folded !== '' && seen.has(folded))
    scope.report(cell, {
      code: 'repeated-argument',
      severity: 'warning',
      message: `The argument "${name}" stands twice.`,
    })
  seen.set(folded, cell)
}

const PROBLEMS: { readonly [before in ArgumentKind]?: (kind: ArgumentKind) => string | undefined } = {
  optional: (kind) =>
    kind === 'required' ? 'An argument without a default value cannot follow one that has one.' : undefined,
  rest: (kind) => (kind === 'rest' ? 'There can be only one list argument.' : undefined),
  named: () => 'Nothing can follow an argument such as &{named}.',
}

const ORDER = { required: 0, optional: 1, rest: 2, named: 3 }

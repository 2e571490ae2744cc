import { parseAssignTarget, splitNamed } from '../../grammar/parse-cell.ts'
import type { Cell, FileTree, Setting, Step, Test, UserKeyword } from '../../grammar/tree.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'
import { SearchedText, settingCells, visitCells } from './variable-use.ts'

/** Variables that a test, keyword or suite gives a value and never reads; names that begin with `_` are not meant. */
export function unusedVariables({ file, sources }: LintedFile, add: AddRemark): void {
  const { tree } = file
  for (const owner of tree.tests) checkOwner(owner, add)
  for (const owner of tree.keywords) checkOwner(owner, add)
  if (tree.kind === 'suite')
    checkTable(
      tree,
      sources.files.map(({ text }) => text),
      add,
    )
}

function checkOwner(owner: Test | UserKeyword, add: AddRemark): void {
  const reads: string[] = settingCells(owner.settings.filter(({ name }) => name !== 'Arguments')).map(textOf)
  const assigned: (readonly Cell[])[] = []
  visitCells(owner.body, {
    reads: (cells) => {
      for (const { text } of cells) reads.push(text)
    },
    assigns: (step, cells) => {
      for (const { text } of cells) if (text.endsWith(']') || text.includes('.')) reads.push(text)
      if (isLocal(step)) assigned.push(cells)
    },
  })
  const args = argumentsOf(owner.settings)
  if (assigned.length === 0 && args.length === 0) return
  const defaults = args.flatMap(({ text }) => splitNamed(text)?.value ?? [])
  const text = new SearchedText([owner.name.text, ...reads, ...defaults].join('\n'))
  const isUnused = (cell: Cell) => isUnread(cell, text)
  // Of several that one step assigns, those in between have to be there.
  for (const cells of assigned)
    if (cells.every(isUnused)) for (const cell of cells.slice(0, 1)) add(cell, unusedLocal(cell))
  for (const cell of args) if (isUnused(cell)) add(cell, unusedArgument(cell))
}

function isLocal(step: Step): boolean {
  return step.kind !== 'var' || step.scope === undefined || step.scope.text.toLowerCase() === 'local'
}

function argumentsOf(settings: readonly Setting[]): readonly Cell[] {
  return settings.find(({ name }) => name === 'Arguments')?.values ?? []
}

function isUnread({ text }: Cell, searched: SearchedText): boolean {
  const target = parseAssignTarget(splitNamed(text)?.name ?? text)
  if (target === undefined || target.items.length > 0 || target.name.includes('.')) return false
  if (target.name.startsWith('_') || target.name === '') return false
  return searched.uses(target.name) === 0
}

/** Rows of the variables section that no file of the suite reads. */
function checkTable({ variables }: FileTree, texts: readonly string[], add: AddRemark): void {
  if (variables.length === 0) return
  const searched = new SearchedText(texts.join('\n'))
  for (const { name } of variables) {
    const target = parseAssignTarget(name.text)
    if (target === undefined || target.name.startsWith('_')) continue
    if (searched.uses(target.name) > 1) continue // the row itself has the name once
    const hint = 'Remove the row; a name that is only there for others may begin with _.'
    add(name, warning('unused-variable', `Nothing reads the variable ${name.text}.`, hint))
  }
}

function unusedLocal({ text }: Cell) {
  const hint = 'Leave the assignment out; a name that begins with _ says that the value is not needed.'
  return warning('unused-variable', `Nothing reads the variable ${text}.`, hint)
}

function unusedArgument({ text }: Cell) {
  const name = splitNamed(text)?.name ?? text
  const hint = 'Remove it from [Arguments] and from the calls; or begin its name with _.'
  return warning('unused-argument', `The keyword does not read its argument ${name}.`, hint)
}

function textOf({ text }: Cell): string {
  return text
}

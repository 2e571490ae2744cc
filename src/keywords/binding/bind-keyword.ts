import { parseAssignTarget, splitNamed } from '../../grammar/parse-cell.ts'
import type { Cell, Setting, UserKeyword } from '../../grammar/tree.ts'
import { anything } from '../catalogue/argument-type.ts'
import type { Argument } from '../catalogue/keyword.ts'
import { type UserArgument, UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { bindAround, bindTimeout, settingNamed } from './bind-settings.ts'
import { StepBinder, type StepSurroundings } from './bind-steps.ts'
import { embeddedNames } from './keyword-scope.ts'
import type { Report } from './report.ts'

/** Makes the program of a user keyword, with its arguments but without its steps, so that others can call it. */
export function declareKeyword(keyword: UserKeyword, file: string, report: Report): UserKeywordProgram {
  const doc =
    settingNamed(keyword.settings, 'Documentation')
      ?.values.map((cell) => cell.text)
      .join(' ') ?? ''
  const program = new UserKeywordProgram(keyword.name.text, doc, file)
  const cells = settingNamed(keyword.settings, 'Arguments')?.values ?? []
  const embedded = embeddedNames(keyword.name.text).map((name) => ({ argument: plain(name) }))
  program.arguments = [...embedded, ...declareArguments(cells, report)]
  return program
}

/** Binds the steps of a declared keyword. */
export function bindKeyword(
  keyword: UserKeyword,
  program: UserKeywordProgram,
  surroundings: StepSurroundings,
): void {
  const { known, report } = surroundings
  for (const { argument } of program.arguments) known.add(argument.name)
  const binder = new StepBinder(surroundings)
  program.setup = bindAround(settingNamed(keyword.settings, 'Setup'), binder)
  program.body = binder.body(keyword.body)
  program.teardown = bindAround(settingNamed(keyword.settings, 'Teardown'), binder)
  program.timeout = bindTimeout(settingNamed(keyword.settings, 'Timeout'), report)
  const returned = settingNamed(keyword.settings, 'Return')
  if (returned !== undefined) program.returned = returnSources(returned, surroundings)
  if (keyword.body.length === 0 && returned === undefined)
    report.add(keyword.name, {
      code: 'empty-keyword',
      message: `The keyword "${keyword.name.text}" has no steps.`,
    })
}

function returnSources(setting: Setting, { known, report }: StepSurroundings) {
  for (const cell of setting.values) known.check(cell, report)
  return setting.values.map((cell) => compileCell(cell.text))
}

function plain(name: string): Argument {
  return { name, type: anything, doc: '', kind: 'one', optional: false }
}

function declareArguments(cells: readonly Cell[], report: Report): UserArgument[] {
  let namedOnly = false
  return cells.flatMap((cell) => {
    if (cell.text === '@{}') {
      namedOnly = true
      return []
    }
    const declared = declareArgument(cell, namedOnly)
    if (declared === undefined) {
      const hint =
        'Arguments are written as ${name}, ${name}=default, @{rest} and &{named}, two spaces apart.'
      report.add(cell, { code: 'argument-syntax', message: `"${cell.text}" is no argument.`, hint })
      return []
    }
    if (declared.argument.kind === 'rest') namedOnly = true
    return [declared]
  })
}

function declareArgument(cell: Cell, namedOnly: boolean): UserArgument | undefined {
  const split = cell.text.startsWith('$') ? splitNamed(cell.text) : undefined
  const target = parseAssignTarget(split?.name ?? cell.text)
  if (target === undefined || target.items.length > 0) return undefined
  const kind = ({ $: 'one', '@': 'rest', '&': 'named' } as const)[target.sigil]
  const optional = split !== undefined || kind !== 'one'
  const argument = {
    ...plain(target.name),
    kind,
    optional,
    ...(namedOnly && kind === 'one' ? { namedOnly } : {}),
  }
  return split === undefined ? { argument } : { argument, fallback: compileCell(split.value) }
}

import type { Setting, UserKeyword } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { plainArgument, readArgumentSpec, specMessage } from '../arguments/argument-spec.ts'
import { anything } from '../catalogue/argument-type.ts'
import { typeOf, typeProblem } from '../conversion/named-type.ts'
import { type UserArgument, UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { type EmbeddedArgument, EmbeddedName } from '../naming/embedded-name.ts'
import { StepBinder } from '../steps/bind-steps.ts'
import type { StepSurroundings } from '../steps/step-surroundings.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { normalizeVariable } from '../variables/scope.ts'
import { bindAround, bindTimeout, documentationIn, settingNamed } from './bind-settings.ts'
import type { Report } from './report.ts'
import { keywordTags } from './tags.ts'

/** The file that a keyword is written in. */
export interface KeywordHome {
  readonly file: string
  /** What qualifies its name; empty for a suite's own keywords. */
  readonly owner: string
  readonly settings: readonly Setting[]
  readonly report: Report
}

/** Makes the program of a user keyword, with its arguments but without its steps, so that others can call it. */
export function declareKeyword(keyword: UserKeyword, home: KeywordHome): UserKeywordProgram {
  const doc = documentationIn(keyword.settings)
  const program = new UserKeywordProgram(keyword.name.text, doc, home.file)
  program.owner = home.owner
  program.tags = keywordTags(keyword.settings, home.settings, doc)
  const spec = readArgumentSpec(settingNamed(keyword.settings, 'Arguments')?.values ?? [])
  for (const { cell, message } of spec.mistakes)
    home.report.add(cell, { code: 'argument-syntax', message, hint: ARGUMENT_HINT })
  program.error = specMessage(spec)
  program.arguments = [...declareEmbedded(keyword, program, home.report), ...spec.arguments]
  return program
}

const ARGUMENT_HINT =
  'Arguments are written as ${name}, ${name}=default, @{rest} and &{named}, two spaces apart, in this order.'

/** The arguments in the keyword's name. */
function declareEmbedded(
  { name }: UserKeyword,
  program: UserKeywordProgram,
  report: Report,
): readonly UserArgument[] {
  try {
    program.embedded = EmbeddedName.read(name.text)
    return program.embedded?.arguments.map(embeddedArgument) ?? []
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error
    report.add(name, { code: 'embedded-argument', message: error.message })
    program.embedded = undefined
    program.error = error.message
    return []
  }
}

function embeddedArgument({ name, type }: EmbeddedArgument): UserArgument {
  const variable = normalizeVariable(name)
  if (type === undefined) return { argument: plainArgument(name, anything), variable }
  const problem = typeProblem(type)
  if (problem === undefined) return { argument: plainArgument(name, typeOf(type)), variable }
  throw new SuiteError('embedded-argument', `Invalid embedded argument '\${${name}: ${type}}': ${problem}`)
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

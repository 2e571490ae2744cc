import { checkArguments } from '../cells/check-arguments.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import { readExamples } from '../settings/examples.ts'
import { SettingReader } from '../settings/setting-reader.ts'
import { STEP_BUILDER } from '../steps/build-step.ts'
import { checkName } from '../steps/check-traps.ts'
import type { Cell, Setting, Test, UserKeyword } from '../tree.ts'
import { headOf, type RowScope, type StepPlace } from './row-scope.ts'
import type { NamedShape, StepShape } from './shape.ts'

/** What a test needs to know of its file. `templated` is true where the file has a `Test Template`. */
export interface TestPlace {
  readonly scope: RowScope
  readonly templated: boolean
  readonly task: boolean
}

/** Builds a test or task. */
export function buildTest(shape: NamedShape, { scope, templated, task }: TestPlace): Test {
  const owner = task ? 'task' : 'test'
  const reader = new SettingReader(scope, 'test')
  const { settings, steps } = readSettings(shape, scope, reader)
  const template = reader.get('Template')
  const place = {
    ...STEP_DEFAULTS,
    scope,
    owner,
    templated: template ? hasTemplate(template) : templated,
  } as const
  const body = STEP_BUILDER.steps(steps, place)
  const name = headOf(scope.cells(shape.name))
  checkNamed({ name, owner, isEmpty: body.length === 0, scope })
  const given = reader.get('Examples')
  const examples = given && readExamples(given, scope)
  return { name, task, settings, ...(examples && { examples }), body }
}

/** Builds a user keyword. */
export function buildKeyword(shape: NamedShape, scope: RowScope): UserKeyword {
  const reader = new SettingReader(scope, 'keyword')
  const { settings, steps } = readSettings(shape, scope, reader)
  const place = { ...STEP_DEFAULTS, scope, owner: 'keyword', templated: false } as const
  const body = STEP_BUILDER.steps(steps, place)
  const name = headOf(scope.cells(shape.name))
  const isEmpty = body.length === 0 && reader.get('Return') === undefined
  checkNamed({ name, owner: 'keyword', isEmpty, scope })
  const specification = reader.get('Arguments')
  if (specification) checkArguments(specification.values, scope)
  return { name, settings, body }
}

interface NamedBlock {
  readonly name: Cell
  readonly owner: StepPlace['owner']
  readonly isEmpty: boolean
  readonly scope: RowScope
}

/** Reads the settings, wherever they stand; `steps` are the other rows, and those that look like one and are none. */
function readSettings(shape: NamedShape, scope: RowScope, reader: SettingReader) {
  const settings: Setting[] = []
  const steps: StepShape[] = []
  for (const row of shape.body) {
    const isSetting = typeof row === 'number' && scope.kind(row) === KINDS.bodySetting
    const setting = isSetting ? reader.read(row) : undefined
    if (setting) settings.push(setting)
    else steps.push(row)
  }
  return { settings, steps }
}

/** `[Template]` without a value, or with NONE, takes the file's template away. */
function hasTemplate({ values: [first] }: Setting): boolean {
  return Boolean(first?.text) && first?.text.toUpperCase() !== 'NONE'
}

function checkNamed({ name, owner, isEmpty, scope }: NamedBlock): void {
  checkName(name, owner, scope)
  const what = `${owner.charAt(0).toUpperCase()}${owner.slice(1)}`
  if (name.text === '')
    scope.report(name, {
      code: 'missing-name',
      message: `This row is indented, but no ${owner} begins above it.`,
      hint: `Write the name of the ${owner} at the start of a line, and its steps indented below it.`,
    })
  else if (isEmpty)
    scope.report(name, {
      code: 'empty-block',
      message: `${what} "${name.text}" has no steps.`,
      hint: 'Indent its steps by two or more spaces, or, if this row is a step itself, indent it.',
    })
}

const STEP_DEFAULTS = { builder: STEP_BUILDER, top: true, inLoop: false, inParallel: false, inFinally: false }

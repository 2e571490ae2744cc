import { parseAssignTarget, parseCell } from '../../../grammar/parse-cell.ts'
import { SuiteError } from '../../../runtime/errors.ts'
import { anything, boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, late, lateOptional, lateRest, optional, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext, VariableScope } from '../../catalogue/keyword-context.ts'
import type { LateValue } from '../../catalogue/late-value.ts'
import { holds } from '../../comparison/condition.ts'
import { toText } from '../../value/text.ts'
import { addPairs, valuesOf } from './containers.ts'

const name = late('name', 'name', 'The variable: ${name}, $name or \\${name}.')
const values = lateRest('values', 'Its value; for @{list} and &{dict} any number.')
const message = lateOptional('message', 'What to say instead.')

/** The keywords that set variables and look at them. */
export const variableKeywords = [
  defineKeyword({
    name: 'Set Variable',
    doc: 'Gives the value, or a list of several.',
    arguments: [rest('values', anything, 'The values.')],
    run: ({ values: given }) => (given.length === 1 ? given[0] : given.length === 0 ? '' : [...given]),
  }),
  setter('Set Local Variable', 'local', 'Sets a variable of the keyword or test that runs.'),
  setter('Set Test Variable', 'test', 'Sets a variable for the rest of the test.'),
  setter('Set Task Variable', 'test', 'Sets a variable for the rest of the task.'),
  setter('Set Suite Variable', 'suite', 'Sets a variable for the rest of the suite.'),
  setter('Set Global Variable', 'global', 'Sets a variable for the rest of the run.'),
  defineKeyword({
    name: 'Get Variable Value',
    doc: 'Gives a variable’s value, or the default if it has none.',
    arguments: [name, lateOptional('default', 'The default; None if left out.')],
    run: (given, context) => {
      const found = lookUp(variableWritten(given.name, context), context)
      return found === undefined ? (given.default?.get() ?? null) : found.value
    },
  }),
  defineKeyword({
    name: 'Variable Should Exist',
    doc: 'Fails unless a variable has a value.',
    arguments: [name, message],
    run: (given, context) => {
      const written = variableToAssign(given.name, context)
      if (lookUp(written, context) !== undefined) return
      throw new Error(saying(given.message) || `Variable '${written}' does not exist.`)
    },
  }),
  defineKeyword({
    name: 'Variable Should Not Exist',
    doc: 'Fails if a variable has a value.',
    arguments: [name, message],
    run: (given, context) => {
      const written = variableToAssign(given.name, context)
      if (lookUp(written, context) === undefined) return
      throw new Error(saying(given.message) || `Variable '${written}' exists.`)
    },
  }),
  defineKeyword({
    name: 'Replace Variables',
    doc: 'Gives a text with its variables replaced.',
    arguments: [arg('text', text, 'The text.')],
    run: (given, { variables }) => variables.replace(given.text),
  }),
  defineKeyword({
    name: 'Get Variables',
    doc: 'Gives a dict of every variable that can be seen.',
    arguments: [optional('noDecoration', boolean, false, 'True leaves `${` and `}` out.')],
    run: (given, { variables }) => {
      const named = (plain: string) => (given.noDecoration ? plain : `\${${plain}}`)
      return new Map([...variables.all()].map(([plain, value]) => [named(plain), value]))
    },
  }),
  defineKeyword({
    name: 'Set Variable If',
    doc: 'Gives the value after the first condition that holds, the last one if none does, or None.',
    arguments: [
      late('condition', 'condition', 'The condition.'),
      lateRest('values', 'Values and conditions.'),
    ],
    run: (given, context) => choose(given.condition, given.values, context),
  }),
]

function setter(title: string, scope: VariableScope, doc: string) {
  return defineKeyword({
    name: title,
    doc,
    arguments: [name, values],
    run: (given, context) => {
      if (scope === 'test' && context.test === undefined && context.suite.phase !== 'tests')
        throw new SuiteError('no-test', 'Cannot set test variable when no test is started.')
      const written = variableToAssign(given.name, context)
      const own = scope === 'suite' ? withoutChildren(given.values) : given.values
      const value = valueFor(written, own, context)
      context.variables.set(written, value, scope)
      context.log(`${written} = ${toText(value)}`)
    },
  })
}

/** `children=true` is an option that this language does not need: suites do not nest at run time. */
function withoutChildren(given: readonly LateValue[]): readonly LateValue[] {
  return given.at(-1)?.text?.startsWith('children=') ? given.slice(0, -1) : given
}

function valueFor(written: string, given: readonly LateValue[], context: KeywordContext): unknown {
  const [first] = given
  if (first === undefined) return context.variables.get(written)
  if (written.startsWith('@')) return valuesOf(given)
  if (written.startsWith('&')) return addPairs(new Map(), given, context.variables)
  if (given.length === 1 && first.expands !== 'list') return first.get()
  const list = `@${written.slice(1)}`
  const text = `Setting list value to scalar variable '${written}' is not supported anymore. Create list variable '${list}' instead.`
  throw new SuiteError('wrong-variable', text)
}

/** The variable that is meant, as `${name}`; throws if the text is no variable that can be set. */
function variableToAssign(given: LateValue, context: KeywordContext): string {
  const written = variableWritten(given, context)
  const target = parseAssignTarget(written)
  if (target !== undefined && target.items.length === 0 && !written.endsWith('=')) return written
  throw new SuiteError('wrong-variable', `Invalid variable name '${written}'.`)
}

/** What a cell names: the variable that it is or, if it holds the name of one, that one. */
function variableWritten(given: LateValue, context: KeywordContext): string {
  const named = variableNamed(valueOrUndefined(given))
  const written = named ?? variableNamed(given.text) ?? given.text ?? toText(given.get())
  const inner = /^([$@&])\{(.*[$@&%]\{.*)\}$/s.exec(written)
  return inner === null ? written : `${inner[1]}{${toText(context.variables.replace(inner[2] ?? ''))}}`
}

function valueOrUndefined({ get }: LateValue): unknown {
  try {
    return get()
  } catch (error) {
    // The variable has no value yet: then the cell is its name.
    if (error instanceof SuiteError) return undefined
    throw error
  }
}

/** `${x}` of `${x}`, `\${x}` or `$x`. */
function variableNamed(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const written = value.replace(/^\\/, '').replace(/^([$@&])([^{].*)$/s, '$1{$2}')
  const target = parseAssignTarget(written)
  return target === undefined || target.items.length > 0 || written.endsWith('=') ? undefined : written
}

function lookUp(written: string, { variables }: KeywordContext): { readonly value: unknown } | undefined {
  if (parseCell(written).kind !== 'variable')
    throw new SuiteError('wrong-variable', `Invalid variable name '${written}'.`)
  try {
    return { value: variables.replace(written) }
  } catch (error) {
    if (error instanceof SuiteError) return undefined
    throw error
  }
}

function saying(given: LateValue | undefined): string {
  return given === undefined ? '' : toText(given.get())
}

function choose(condition: LateValue, given: readonly LateValue[], context: KeywordContext): unknown {
  let [current, rest]: [LateValue, readonly LateValue[]] = [condition, given]
  for (;;) {
    rest = expandFirst(rest)
    const [value, otherwise, ...more] = rest
    if (value === undefined) throw new SuiteError('argument-count', 'At least one value is required.')
    if (holds(current, context)) return value.get()
    if (otherwise === undefined) return null
    if (more.length === 0) return otherwise.get()
    ;[current, rest] = [otherwise, more]
  }
}

/** A list in the first place stands for its items. */
function expandFirst(given: readonly LateValue[]): readonly LateValue[] {
  const [first, ...others] = given
  if (first?.expands !== 'list') return given
  const items = (first.get() as readonly unknown[]).map(
    (item): LateValue => ({ text: undefined, get: () => item }),
  )
  return expandFirst([...items, ...others])
}

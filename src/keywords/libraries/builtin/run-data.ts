import { SuiteError } from '../../../runtime/errors.ts'
import { anything, boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, late, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import type { RunningTest } from '../../catalogue/running.ts'
import { msg } from '../../comparison/check-arguments.ts'
import { expressionValue } from '../../comparison/condition.ts'

const append = optional('append', boolean, false, 'True adds to what is there.')
const separator = optional('separator', text, ' ', 'What stands between old and new text.')
const top = optional('top', boolean, false, 'Kept for old suites.')

/** The keywords about the test and the suite that run, and about what keywords and expressions there are. */
export const runDataKeywords = [
  defineKeyword({
    name: 'Set Test Message',
    doc: 'Sets what the test says when it is over.',
    arguments: [arg('message', text, 'The message.'), append, separator],
    run: (given, context) => {
      const test = testOf('Set Test Message', context)
      test.message = joinMessages(test.message, given.message, given)
      if (test.phase === 'teardown') context.variables.set('${TEST MESSAGE}', test.message, 'test')
      context.log(`Set test message to:\n${test.message}`)
    },
  }),
  defineKeyword({
    name: 'Set Test Documentation',
    doc: 'Sets the documentation of the test.',
    arguments: [arg('doc', text, 'The documentation.'), append, separator],
    run: (given, context) => {
      const test = testOf('Set Test Documentation', context)
      test.doc = joined(test.doc, given.doc, given)
      context.variables.set('${TEST DOCUMENTATION}', test.doc, 'test')
      context.log(`Set test documentation to:\n${test.doc}`)
    },
  }),
  testMetadata('Set Test Metadata'),
  testMetadata('Set Task Metadata'),
  defineKeyword({
    name: 'Set Suite Documentation',
    doc: 'Sets the documentation of the suite.',
    arguments: [arg('doc', text, 'The documentation.'), append, top, separator],
    run: (given, context) => {
      const { suite, variables } = context
      suite.doc = joined(suite.doc, given.doc, given)
      variables.set('${SUITE DOCUMENTATION}', suite.doc, 'suite')
      context.log(`Set suite documentation to:\n${suite.doc}`)
    },
  }),
  defineKeyword({
    name: 'Set Suite Metadata',
    doc: 'Sets a field of the suite’s metadata.',
    arguments: [arg('name', text, 'The field.'), arg('value', text, 'Its value.'), append, top, separator],
    run: (given, context) => {
      const { metadata } = context.suite
      const value = setField(metadata, given)
      context.variables.set('${SUITE METADATA}', new Map(metadata), 'suite')
      context.log(`Set suite metadata '${given.name}' to value '${value}'.`)
    },
  }),
  defineKeyword({
    name: 'Keyword Should Exist',
    doc: 'Fails unless a keyword of that name can be called.',
    arguments: [arg('name', text, 'The name.'), msg],
    run: (given, context) => {
      if (given.name === '') throw new Error(given.msg || 'Keyword name cannot be empty.')
      if (!context.hasKeyword(given.name))
        throw new Error(given.msg || `No keyword with name '${given.name}' found.`)
    },
  }),
  defineKeyword({
    name: 'Evaluate',
    doc: 'Gives the value of an expression.',
    arguments: [
      late('expression', 'condition', 'The expression.'),
      optional('modules', anything, undefined, 'Kept for old suites: what there is needs no import.'),
    ],
    run: (given, context) => expressionValue(given.expression, context),
  }),
]

function testOf(name: string, { test }: KeywordContext): RunningTest {
  if (test !== undefined) return test
  throw new SuiteError('no-test', `'${name}' keyword cannot be used in suite setup or teardown.`)
}

/** A message that begins with `*HTML*` makes the whole one HTML; the other part is escaped. */
function joinMessages(before: string, added: string, how: Joining): string {
  const [isOld, isNew] = [before.startsWith('*HTML*'), added.startsWith('*HTML*')]
  if (!how.append || before === '' || !(isOld || isNew)) return joined(before, added, how)
  const old = isOld ? before : `*HTML* ${escapeHtml(before)}`
  return old + escapeHtml(how.separator) + (isNew ? added.slice(6).trimStart() : escapeHtml(added))
}

function escapeHtml(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

interface Joining {
  readonly append: boolean
  readonly separator: string
}

function joined(before: string, added: string, how: Joining): string {
  return how.append && before !== '' ? before + how.separator + added : added
}

function testMetadata(title: string) {
  return defineKeyword({
    name: title,
    doc: 'Sets a field of the test’s metadata.',
    arguments: [arg('name', text, 'The field.'), arg('value', text, 'Its value.'), append, separator],
    run: (given, context) => {
      const { metadata } = testOf('Set Test Metadata', context)
      const value = setField(metadata, given)
      context.variables.set('${TEST METADATA}', new Map(metadata), 'test')
      context.log(`Set test metadata '${given.name}' to value '${value}'.`)
    },
  })
}

interface Field extends Joining {
  readonly name: string
  readonly value: string
}

/** Sets a field, whose name is compared without case, spaces and underscores; returns its new value. */
function setField(metadata: Map<string, string>, field: Field): string {
  const known = [...metadata.keys()].find((name) => fold(name) === fold(field.name)) ?? field.name
  const value = joined(metadata.get(known) ?? '', field.value, field)
  metadata.set(known, value)
  return value
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[ _]/g, '')
}

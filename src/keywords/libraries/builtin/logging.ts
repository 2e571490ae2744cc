import { anything, boolean, oneOf } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, lateRest, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext, LogLevel } from '../../catalogue/keyword-context.ts'
import type { LateValue } from '../../catalogue/late-value.ts'
import { formatter, optionalText } from '../../comparison/check-arguments.ts'
import { formatBySpec } from '../../operators/brace-format.ts'
import { asDict, asList } from '../../value/containers.ts'
import { repr, toText } from '../../value/text.ts'

const level = oneOf('TRACE', 'DEBUG', 'INFO', 'CONSOLE', 'HTML', 'WARN', 'ERROR')
const threshold = oneOf('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'NONE')
const stream = oneOf('stdout', 'stderr')

/** The keywords that write to the log or the terminal. */
export const loggingKeywords = [
  defineKeyword({
    name: 'Log',
    doc: 'Writes a message to the log.',
    arguments: [
      arg('message', anything, 'The message.'),
      optional('level', level, 'INFO', 'TRACE, DEBUG, INFO, WARN or ERROR; CONSOLE also prints it.'),
      optional('html', boolean, false, 'Kept for old suites: messages are text.'),
      optional('console', boolean, false, 'True also prints the message.'),
      optional('repr', boolean, false, 'Old form of `formatter=repr`.'),
      formatter,
    ],
    run: (given, context) => {
      const message = (given.repr ? repr : given.formatter)(given.message)
      if (given.console || given.level === 'CONSOLE') context.print(`${message}\n`)
      context.log(message, levelNamed(given.level))
    },
  }),
  defineKeyword({
    name: 'Log Many',
    doc: 'Writes each value to the log: of lists the items, of dicts `key=value`.',
    arguments: [lateRest('messages', 'The values.')],
    run: ({ messages }, context) => {
      for (const message of messages.flatMap(messagesOf)) context.log(message)
    },
  }),
  defineKeyword({
    name: 'Log To Console',
    doc: 'Prints a message.',
    arguments: [
      arg('message', anything, 'The message.'),
      optional('stream', stream, 'stdout', 'stdout or stderr.'),
      optional('noNewline', boolean, false, 'True leaves the line open.'),
      optional('format', optionalText, undefined, 'A format such as `>10` or `.2f`.'),
    ],
    run: (given, context) => {
      const message = given.format ? formatBySpec(given.message, given.format) : toText(given.message)
      context.print(given.noNewline ? message : `${message}\n`, given.stream)
    },
  }),
  defineKeyword({
    name: 'Comment',
    doc: 'Does nothing: its arguments are for readers.',
    arguments: [lateRest('messages', 'Anything.')],
    run: () => undefined,
  }),
  defineKeyword({ name: 'No Operation', doc: 'Does nothing.', run: () => undefined }),
  defineKeyword({
    name: 'Set Log Level',
    doc: 'Sets the least urgent level that is kept, and gives the one before.',
    arguments: [arg('level', threshold, 'TRACE, DEBUG, INFO, WARN, ERROR or NONE.')],
    run: (given, context) => context.setLogLevel(given.level),
  }),
  defineKeyword({
    name: 'Reset Log Level',
    doc: 'Sets the log level that the run began with, and gives the one before.',
    run: (_, context) => context.setLogLevel('INFO'),
  }),
  defineKeyword({
    name: 'Log Variables',
    doc: 'Writes every variable that can be seen to the log.',
    arguments: [optional('level', level, 'INFO', 'The level of the messages.')],
    run: (given, context) => logVariables(context, levelNamed(given.level)),
  }),
]

function levelNamed(name: ReturnType<typeof level.convert>): LogLevel {
  return name === 'CONSOLE' || name === 'HTML' ? 'INFO' : name
}

function messagesOf({ expands, get }: LateValue): string[] {
  const value = get()
  if (expands === 'list') return (asList(value) ?? []).map(toText)
  const dict = expands === 'dict' ? asDict(value) : undefined
  if (dict === undefined) return [toText(value)]
  return [...dict].map(([key, one]) => `${toText(key)}=${toText(one)}`)
}

function logVariables(context: KeywordContext, as: LogLevel): void {
  const all = [...context.variables.all()].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [name, value] of all) context.log(`${sigilOf(value)}{${name}} = ${shown(value)}`, as)
}

function sigilOf(value: unknown): '$' | '@' | '&' {
  if (asDict(value) !== undefined) return '&'
  return Array.isArray(value) ? '@' : '$'
}

/** Lists and dicts as `[ a | b ]` and `{ a=1 | b=2 }`. */
function shown(value: unknown): string {
  const dict = asDict(value)
  if (dict !== undefined)
    return `{ ${[...dict].map(([key, one]) => `${toText(key)}=${toText(one)}`).join(' | ')} }`
  return Array.isArray(value) ? `[ ${value.map(toText).join(' | ')} ]` : toText(value)
}

import { delimiter } from 'node:path'
import { oneOf, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import { byName, msg, optionalText } from '../../comparison/check-arguments.ts'
import { secretText } from '../../conversion/secret-text.ts'

const name = arg('name', text, 'The name of the variable.')
const level = optional(
  'level',
  oneOf('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'),
  'INFO',
  'The level of the messages.',
)
const separator = byName(optional('separator', text, delimiter, 'What stands between the values.'))

/** The keywords about environment variables of the run, and of the programs that it starts. */
export const environmentKeywords = [
  defineKeyword({
    name: 'Get Environment Variable',
    doc: 'Gives the value of an environment variable.',
    arguments: [name, optional('default', optionalText, undefined, 'What to give if it is not set.')],
    run: (given) => {
      const value = process.env[given.name] ?? given.default
      if (value === undefined) throw new Error(`Environment variable '${given.name}' does not exist.`)
      return value
    },
  }),
  defineKeyword({
    name: 'Set Environment Variable',
    doc: 'Sets an environment variable.',
    arguments: [name, arg('value', secretText, 'Its value.')],
    run: (given, context) => {
      process.env[given.name] = given.value
      context.log(`Environment variable '${given.name}' set to value '${given.value}'.`)
    },
  }),
  defineKeyword({
    name: 'Append To Environment Variable',
    doc: 'Adds values to the end of an environment variable.',
    arguments: [name, rest('values', secretText, 'The values.'), separator],
    run: (given, context) => {
      const before = process.env[given.name]
      const value = [...(before ? [before] : []), ...given.values].join(given.separator)
      process.env[given.name] = value
      context.log(`Environment variable '${given.name}' set to value '${value}'.`)
    },
  }),
  defineKeyword({
    name: 'Remove Environment Variable',
    doc: 'Removes environment variables. It is no mistake if one is not set.',
    arguments: [rest('names', text, 'Their names.')],
    run: (given, context) => {
      for (const one of given.names) {
        const wasSet = Boolean(process.env[one])
        delete process.env[one]
        context.log(`Environment variable '${one}' ${wasSet ? 'deleted' : 'does not exist'}.`)
      }
    },
  }),
  defineKeyword({
    name: 'Environment Variable Should Be Set',
    doc: 'Fails unless an environment variable is set to something.',
    arguments: [name, msg],
    run: (given, context) => {
      const value = process.env[given.name]
      if (!value) throw new Error(given.msg || `Environment variable '${given.name}' is not set.`)
      context.log(`Environment variable '${given.name}' is set to '${value}'.`)
    },
  }),
  defineKeyword({
    name: 'Environment Variable Should Not Be Set',
    doc: 'Fails if an environment variable is set to something.',
    arguments: [name, msg],
    run: (given, context) => {
      const value = process.env[given.name]
      if (value) throw new Error(given.msg || `Environment variable '${given.name}' is set to '${value}'.`)
      context.log(`Environment variable '${given.name}' is not set.`)
    },
  }),
  defineKeyword({
    name: 'Get Environment Variables',
    doc: 'Gives all environment variables as a dict.',
    run: allVariables,
  }),
  defineKeyword({
    name: 'Log Environment Variables',
    doc: 'Writes all environment variables to the log, and gives them.',
    arguments: [level],
    run: (given, context) => {
      const all = allVariables()
      const names = [...all.keys()].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
      for (const one of names) context.log(`${one} = ${all.get(one)}`, given.level)
      return all
    },
  }),
]

function allVariables(): Map<string, string> {
  return new Map(Object.entries(process.env).map(([key, value]) => [key, value ?? '']))
}

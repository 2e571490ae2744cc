import { constants } from 'node:os'
import { SuiteError } from '../../../runtime/errors.ts'
import { anything, boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import { asList } from '../../value/containers.ts'
import { toText } from '../../value/text.ts'
import { tuple } from '../../value/tuple.ts'
import { joinCommandLine, splitCommandLine } from './command-line.ts'
import { processesOf } from './process-table.ts'
import { handle } from './waiting.ts'

const flag = (name: 'rc' | 'stdout' | 'stderr' | 'stdoutPath' | 'stderrPath') =>
  optional(name, boolean, false, `True gives \`${name}\` instead of the whole result.`)

/** The keywords that ask about processes, send them signals and choose among them. */
export const askingKeywords = [
  defineKeyword({
    name: 'Is Process Running',
    doc: 'Gives True while a process runs.',
    arguments: [handle],
    run: (given, context) => processesOf(context.suite).find(given.handle).isRunning,
  }),
  defineKeyword({
    name: 'Process Should Be Running',
    doc: 'Fails unless a process runs.',
    arguments: [handle, optional('errorMessage', text, 'Process is not running.', 'What to say then.')],
    run: (given, context) => {
      if (!processesOf(context.suite).find(given.handle).isRunning) throw new Error(given.errorMessage)
    },
  }),
  defineKeyword({
    name: 'Process Should Be Stopped',
    doc: 'Fails while a process runs.',
    arguments: [handle, optional('errorMessage', text, 'Process is running.', 'What to say then.')],
    run: (given, context) => {
      if (processesOf(context.suite).find(given.handle).isRunning) throw new Error(given.errorMessage)
    },
  }),
  defineKeyword({
    name: 'Get Process Id',
    doc: 'Gives the number that the system knows a process by.',
    arguments: [handle],
    run: (given, context) => processesOf(context.suite).find(given.handle).pid,
  }),
  defineKeyword({
    name: 'Get Process Object',
    doc: 'Is refused: it would give an object of Python.',
    arguments: [handle],
    run: () => {
      throw new SuiteError(
        'python-only',
        'Get Process Object gives an object of Python, which is not here.',
        {
          hint: 'Use Get Process Id, Get Process Result, Wait For Process or Send Signal To Process.',
        },
      )
    },
  }),
  defineKeyword({
    name: 'Get Process Result',
    doc: 'Gives the result of a process that has ended, or parts of it.',
    arguments: [handle, flag('rc'), flag('stdout'), flag('stderr'), flag('stdoutPath'), flag('stderrPath')],
    run: async (given, context) => {
      const result = await processesOf(context.suite).find(given.handle).result()
      if (result === undefined) throw new Error('Getting results of unfinished processes is not supported.')
      const parts = PARTS.filter((part) => given[part]).map((part) => result.parts[part])
      if (parts.length === 0) return result
      return parts.length === 1 ? parts[0] : tuple(parts)
    },
  }),
  defineKeyword({
    name: 'Switch Process',
    doc: 'Makes a process the current one, which keywords without a handle are about.',
    arguments: [arg('handle', anything, 'What Start Process gave, or the alias.')],
    run: (given, context) => {
      const table = processesOf(context.suite)
      table.find(given.handle)
      table.current = table.indexOf(given.handle)
    },
  }),
  defineKeyword({
    name: 'Send Signal To Process',
    doc: 'Sends a signal to a process.',
    arguments: [
      arg('signal', text, 'Its name, `INT` or `SIGINT`, or its number.'),
      handle,
      optional('group', boolean, false, 'True sends it also to all that the process started.'),
    ],
    run: (given, context) => {
      const started = processesOf(context.suite).find(given.handle)
      const signal = signalNamed(given.signal)
      context.log(`Sending signal ${given.signal} (${signal}).`)
      if (given.group) started.signalGroup(signal)
      else if (started.isRunning) process.kill(started.pid, signal)
    },
  }),
  defineKeyword({
    name: 'Join Command Line',
    doc: 'Gives arguments as one command line, in quotes where they need it.',
    arguments: [rest('command', anything, 'The arguments, also as a list.')],
    run: (given) => joinCommandLine(given.command.flatMap(asTexts)),
  }),
  defineKeyword({
    name: 'Split Command Line',
    doc: 'Gives the arguments of a command line as a list.',
    arguments: [
      arg('command', text, 'The command line.'),
      optional('escaping', boolean, false, 'True lets a backslash escape the next character.'),
    ],
    run: (given) => splitCommandLine(given.command, given.escaping),
  }),
]

const PARTS = ['rc', 'stdout', 'stderr', 'stdoutPath', 'stderrPath'] as const

function asTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return asList(value)?.map(toText) ?? [toText(value)]
}

function signalNamed(name: string): number {
  if (/^-?\d+$/.test(name)) return Number(name)
  const number = constants.signals[(name.startsWith('SIG') ? name : `SIG${name}`) as NodeJS.Signals]
  if (number === undefined) throw new Error(`Unsupported signal '${name}'.`)
  return number
}

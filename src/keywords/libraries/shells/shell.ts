import { DeviceError } from '../../../runtime/errors.ts'
import { shell } from '../../../runtime/interfaces/shell.ts'
import { integer, text, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'

const NEEDS = { interface: 'shell' } as const
const command = arg('command', text, 'The command line, as the shell of the device reads it.')
const timeout = optional('timeout', time, undefined, 'How long to wait at most; 30 s if left out.')
/** So much of what a command printed stands in an error. */
const SHOWN = 1000

interface Called {
  readonly command: string
  readonly timeout: number | undefined
}

interface Finished {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

async function run({ command: line, timeout: limit }: Called, context: KeywordContext): Promise<Finished> {
  const ended = await context.device().shell.run(line, { timeout: limit, signal: context.signal })
  return { ...ended, stdout: String(ended.stdout), stderr: String(ended.stderr) }
}

function unexpectedEnd(line: string, { stdout, stderr, exitCode }: Finished, expected: string): DeviceError {
  const printed = `${stdout}${stderr}`.trim()
  const shown = printed.length > SHOWN ? `…${printed.slice(-SHOWN)}` : printed
  const said = shown === '' ? 'It printed nothing.' : `It printed:\n  ${shown.replaceAll('\n', '\n  ')}`
  return new DeviceError('exit-code', `"${line}" ended with ${exitCode}; expected ${expected}. ${said}`)
}

const keywords = [
  defineKeyword({
    name: 'Get Exit Code Of Command',
    phrases: ['Get exit code of command {command} [within {timeout}]'],
    doc: 'Runs a command on the device, waits for its end and returns its exit code, which is 0 if it succeeded.',
    ...NEEDS,
    arguments: [command, timeout],
    run: async (values, context) => (await run(values, context)).exitCode,
  }),
  defineKeyword({
    name: 'Command Should Succeed',
    phrases: ['Command {command} should succeed [within {timeout}]'],
    doc: 'Runs a command on the device and fails unless its exit code is 0. Returns what it wrote to its standard output, without the last newline.',
    ...NEEDS,
    arguments: [command, timeout],
    run: async (values, context) => {
      const ended = await run(values, context)
      if (ended.exitCode !== 0) throw unexpectedEnd(values.command, ended, '0')
      return ended.stdout.replace(/\n$/, '')
    },
  }),
  defineKeyword({
    name: 'Command Should Fail',
    phrases: ['Command {command} should fail [with {exit_code}] [within {timeout}]'],
    doc: 'Runs a command on the device and fails if its exit code is 0, or is not the one given. Returns what it wrote to its standard error, without the last newline.',
    ...NEEDS,
    arguments: [
      command,
      optional('exitCode', integer, undefined, 'The exit code it must have; any but 0 if left out.'),
      timeout,
    ],
    run: async ({ exitCode, ...values }, context) => {
      const ended = await run(values, context)
      const isExpected = exitCode === undefined ? ended.exitCode !== 0 : ended.exitCode === exitCode
      if (!isExpected) throw unexpectedEnd(values.command, ended, String(exitCode ?? 'another code than 0'))
      return ended.stderr.replace(/\n$/, '')
    },
  }),
  defineKeyword({
    name: 'Command Should Be Running',
    phrases: ['Command {job} should be running'],
    doc: 'Fails unless a command that was started in the background still runs.',
    ...NEEDS,
    arguments: [arg('job', integer, 'The number that the start of the command gave.')],
    run: async ({ job }, context) => {
      if (await context.device().shell.isRunning(job, { signal: context.signal })) return
      throw new DeviceError('not-running', `The command ${job} should be running, but it has ended.`)
    },
  }),
]

/** Keywords that run commands on a device. */
export const shellLibrary = defineLibrary('Shell', shell.doc, [
  ...keywords,
  ...withPhrases(generateKeywords(shell), {
    'Shell Start': ['Start command {command} in the background'],
    'Shell Wait': ['Wait for command {job} [within {timeout}]'],
    'Shell Stop': ['Stop command {job} [with signal {signal}]'],
  }),
])

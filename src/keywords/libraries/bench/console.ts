import type { Console } from '../../../runtime/console/console.ts'
import { DeviceError, SuiteError } from '../../../runtime/errors.ts'
import { console as consoleInterface } from '../../../runtime/interfaces/console.ts'
import type { Pattern } from '../../../runtime/search/search.ts'
import { boolean, text, time } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, defineLibrary, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'

const NEEDS = { interface: 'console' } as const
const timeout = optional('timeout', time, undefined, 'How long to wait at most; 30 s if left out.')
const notMatching = optional(
  'notMatching',
  text,
  undefined,
  'Text that must not come meanwhile: it ends the wait at once.',
)

/** What waits take from the keyword's arguments. */
interface WaitValues {
  readonly timeout: number | undefined
  readonly notMatching: string | undefined
}

function waitOptions({ timeout: limit, notMatching: guard }: WaitValues, { signal }: KeywordContext) {
  return { signal, timeout: limit, notMatching: guard === undefined ? undefined : [guard] }
}

/** A regular expression written in a suite; `(?i)` and the like may stand in front. */
function expression(source: string): RegExp {
  const [, flags = '', body = source] = /^\(\?([a-z]+)\)(.*)$/s.exec(source) ?? []
  try {
    return new RegExp(body, `${flags.replace(/[^ims]/g, '')}${flags.includes('m') ? '' : 'm'}`)
  } catch (cause) {
    throw new SuiteError('regexp', `"${source}" is no regular expression.`, { cause })
  }
}

/** The output of a command in the device's shell. What the console said meanwhile is read by that. */
async function runInShell(command: string, timeout: number | undefined, context: KeywordContext) {
  const device = context.device()
  const { stdout } = await device.shell.run(command, { timeout, signal: context.signal })
  if (device.offers('console')) device.console.skipToEnd()
  return String(stdout).replace(/\n$/, '')
}

/** The prompt that a board showed before it was switched off stands on the last line still. */
async function refuseWhenOff(context: KeywordContext): Promise<void> {
  const device = context.device()
  if (!device.offers('power') || (await device.power.state({ signal: context.signal })) !== 'off') return
  const message = `${device.name} is off: nobody takes a command.`
  throw new SuiteError('device-off', message, { device: device.name, hint: 'Use "Power On" before.' })
}

/** How far back a prompt is looked for. */
const LONGEST_PROMPT = 200

/** The prompt of a shell that waits for a command: it stands on the last line, or comes when Enter is pressed. */
async function presentPrompt(console: Console, signal: AbortSignal): Promise<string> {
  const shown = lastLine(console)
  if (shown.trim() !== '') return shown
  // A new worker has not heard the prompt that the last one left.
  await console.sendLine('', { signal })
  await console.waitUntilQuiet({ signal })
  const asked = lastLine(console)
  if (asked.trim() !== '') return asked
  const hint = 'Wait for the prompt first, or name it: Run Command    version    prompt=hil>'
  throw new SuiteError('no-prompt', 'The console shows no prompt, so the end of the output cannot be told.', {
    hint,
  })
}

function lastLine({ log }: Console): string {
  const last = log.slice(Math.max(log.start, log.end - LONGEST_PROMPT)).toString()
  return last.slice(Math.max(last.lastIndexOf('\n'), last.lastIndexOf('\r')) + 1)
}

const readUntil = (values: WaitValues, pattern: Pattern, context: KeywordContext) =>
  context.device().console.readUntil(pattern, waitOptions(values, context))

const keywords = [
  defineKeyword({
    name: 'Use Console',
    phrases: ['Use console {name}'],
    doc: 'Lets the keywords of consoles speak to another console of the device, until the test ends; to its own one again without a name.',
    ...NEEDS,
    arguments: [optional('name', text, undefined, 'Name of the console in the bench file.')],
    run: ({ name }, context) => context.device().useConsole(name),
  }),
  defineKeyword({
    name: 'Read Serial Until',
    phrases: [
      'Read serial until {text} [within {timeout}] [unless it says {not_matching}]',
      'Wait until serial says {text} [within {timeout}] [unless it says {not_matching}]',
    ],
    doc: 'Waits until the console says a text, and returns everything up to and including it. What was read is not read again.',
    ...NEEDS,
    arguments: [arg('text', text, 'The text to wait for.'), timeout, notMatching],
    run: (values, context) => readUntil(values, values.text, context),
  }),
  defineKeyword({
    name: 'Read Serial Until Regexp',
    phrases: ['Read serial until /{pattern}/ [within {timeout}] [unless it says {not_matching}]'],
    doc: 'Waits until the console says something that a regular expression matches, and returns everything up to and including it.',
    ...NEEDS,
    arguments: [
      arg('pattern', text, 'The regular expression, such as v\\d+; in a suite its backslashes are doubled.'),
      timeout,
      notMatching,
    ],
    run: (values, context) => readUntil(values, expression(values.pattern), context),
  }),
  defineKeyword({
    name: 'Read Serial Match',
    phrases: ['Read /{pattern}/ from serial [within {timeout}] [unless it says {not_matching}]'],
    doc: 'Waits for a regular expression and returns what its first group matched, or the whole match if it has no group.',
    ...NEEDS,
    arguments: [arg('pattern', text, 'The regular expression, such as temp=(\\d+).'), timeout, notMatching],
    run: async (values, context) => {
      const pattern = expression(values.pattern)
      const { match, groups } = await context.device().console.expect(pattern, waitOptions(values, context))
      return groups['1'] ?? match
    },
  }),
  defineKeyword({
    name: 'Read Serial',
    doc: 'Returns what came from the serial console and was not read yet, without waiting.',
    ...NEEDS,
    run: (_values, context) => context.device().console.readAvailable(),
  }),
  defineKeyword({
    name: 'Read Serial Until Quiet',
    phrases: ['Read serial until quiet [for {quiet}] [within {timeout}]'],
    doc: 'Waits until the console is silent for a while, and returns what came and was not read yet.',
    ...NEEDS,
    arguments: [optional('quiet', time, 200, 'How long the silence must last.'), timeout],
    run: ({ quiet, timeout: limit }, context) =>
      context.device().console.readUntilQuiet({ quiet, timeout: limit, signal: context.signal }),
  }),
  defineKeyword({
    name: 'Write Serial',
    phrases: ['Write {text} to serial', 'Write serial {text}'],
    doc: 'Sends text to the serial console as it is, without a line end.',
    ...NEEDS,
    arguments: [arg('text', text, 'The text; \\n and \\r work.')],
    run: ({ text: sent }, context) => context.device().console.send(sent, { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Send Line',
    phrases: ['Send line {line}'],
    doc: 'Sends a line to the serial console, ended as the Enter key does.',
    ...NEEDS,
    arguments: [optional('line', text, '', 'The line, without its end.')],
    run: ({ line }, context) => context.device().console.sendLine(line, { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Run Command',
    phrases: ['Run command {command} [until prompt {prompt}] [within {timeout}]'],
    doc: 'Runs a command line and returns what it printed. On a device with a shell that is its standard output, and the shell logs in where it has to. On a console without one the command line is sent, and what comes before the prompt is returned, without its echo; the prompt is what stands on the last line of the console before, unless it is given.',
    arguments: [
      arg('command', text, 'The command line.'),
      optional('prompt', text, undefined, 'The prompt that ends the output.'),
      timeout,
    ],
    run: async ({ command, prompt, timeout: limit }, context) => {
      if (prompt === undefined && context.device().offers('shell'))
        return await runInShell(command, limit, context)
      const { console } = context.device()
      if (prompt === undefined) await refuseWhenOff(context)
      const expected = prompt ?? (await presentPrompt(console, context.signal))
      return console.run(command, { prompt: expected, timeout: limit, signal: context.signal })
    },
  }),
  defineKeyword({
    name: 'Serial Should Contain',
    phrases: ['Serial should contain {text}', 'Serial should have said {text}'],
    doc: 'Fails unless the console has said a text since the device was opened, whether it was read or not.',
    ...NEEDS,
    arguments: [
      arg('text', text, 'The text.'),
      optional('ignoreCase', boolean, false, 'Whether upper and lower case are the same.'),
    ],
    run: ({ text: wanted, ignoreCase }, context) => {
      const { console } = context.device()
      const fold = (value: string) => (ignoreCase ? value.toLowerCase() : value)
      if (fold(console.transcript()).includes(fold(wanted))) return
      const lines = console.tail().map((line) => `\n  | ${line}`)
      throw new DeviceError(
        'console-lacks',
        `The console has not said "${wanted}". Its last lines:${lines.join('')}`,
      )
    },
  }),
]

/** Keywords that read from and write to a console. */
export const consoleLibrary = defineLibrary('Console', consoleInterface.doc, keywords)

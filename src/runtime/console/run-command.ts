import { withDeadline } from '../deadline.ts'
import { DeviceError } from '../errors.ts'
import type { Pattern } from '../search/search.ts'
import type { ConsoleMatch, ReadOptions, RunOptions, TimeoutOptions } from './console-options.ts'
import { stripEscapes } from './visible-text.ts'

/** The part of a console that running a command needs. */
export interface CommandConsole {
  readonly device: string
  skipToEnd(): void
  tail(lines: number): readonly string[]
  sendLine(text: string, options: TimeoutOptions): Promise<void>
  send(text: string, options: TimeoutOptions): Promise<void>
  expect(pattern: Pattern, options: ReadOptions): Promise<ConsoleMatch>
}

/** Long enough for a slow shell to show its prompt after Ctrl-C. */
const RECOVERY_TIMEOUT = 2000
const CTRL_C = '\u0003'

/** Sends a command line and waits for the prompt; returns the output between the command's echo and the prompt. */
export async function runCommand(
  console: CommandConsole,
  command: string,
  options: RunOptions,
): Promise<string> {
  console.skipToEnd()
  const shown = console.tail(1)[0] ?? ''
  await console.sendLine(command, options)
  try {
    return await readOutput(console, { command, shown }, options)
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'console-timeout')
      throw await interrupt(console, options.prompt, { command, error })
    throw error
  }
}

interface SentCommand {
  readonly command: string
  /** The line on which it was typed, as it was before: the whole prompt, where there is one. */
  readonly shown: string
}

/** A prompt such as `> ` may stand in the echo of the command: what is part of the echo is not the prompt. */
async function readOutput(
  console: CommandConsole,
  { command, shown }: SentCommand,
  options: RunOptions,
): Promise<string> {
  let text = ''
  for (;;) {
    const found = await console.expect(options.prompt, options)
    text += stripEscapes(found.text)
    if (text !== '' && command.startsWith(text)) continue
    const match = stripEscapes(found.match)
    const output = withoutEcho(text.slice(0, text.length - match.length), command)
    return withoutPromptStart(output, shown.slice(0, Math.max(0, shown.indexOf(match.trimEnd()))))
  }
}

/** Who waits for `#` does not want the `root@board:~` before it. */
function withoutPromptStart(output: string, start: string): string {
  if (start === '' || !output.endsWith(start)) return output
  return output.slice(0, output.length - start.length).replace(/\n$/, '')
}

/** Before the echo may stand what came of the prompt after it was matched: its last space, half of an escape sequence. */
function withoutEcho(said: string, command: string): string {
  // Some end lines the other way round: GRUB says LF CR.
  const text = said.replace(/\r*\n\r*/g, '\n')
  const firstLine = text.slice(0, text.search(/\n|$/))
  const echo = text.startsWith(command) ? command : firstLine
  const output = echo.endsWith(command) ? text.slice(echo.length).replace(/^\r*\n?/, '') : text
  return output.replace(/\n$/, '')
}

async function interrupt(
  console: CommandConsole,
  prompt: Pattern,
  failure: { readonly command: string; readonly error: DeviceError },
): Promise<DeviceError> {
  const recovered = await recoverPrompt(console, prompt)
  const { command, error } = failure
  const message = `${console.device}: the command "${command}" did not end in time.\n  ${error.message}`
  const hint = recovered
    ? 'Ctrl-C brought the prompt back: the next command can run.'
    : 'Ctrl-C did not bring the prompt back: the device hangs, or the prompt is another one.'
  return new DeviceError('command-timeout', message, { device: console.device, cause: error, hint })
}

async function recoverPrompt(console: CommandConsole, prompt: Pattern): Promise<boolean> {
  using deadline = withDeadline(RECOVERY_TIMEOUT, undefined, 'waiting for the prompt after Ctrl-C')
  const options = { signal: deadline.signal, timeout: RECOVERY_TIMEOUT }
  console.skipToEnd()
  return await console
    .send(CTRL_C, options)
    .then(() => console.expect(prompt, { ...options, notMatching: [] }))
    .then(
      () => true,
      () => false,
    )
}

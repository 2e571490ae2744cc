import { createInterface, type Interface } from 'node:readline'
import { RunState } from '../../keywords/interpreter/run-state.ts'
import { toText } from '../../keywords/value/text.ts'
import { HeldDevices } from '../../playwright/bench/held-devices.ts'
import type { Connection } from '../../runtime/connection.ts'
import { BenchClient } from '../../runtime/device/bench-client.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { secrets } from '../../runtime/secrets.ts'
import { DOOR_KEY } from '../doors/hold-device.ts'
import { onInterrupt } from '../doors/interrupted.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { completeLine } from './completion.ts'
import { readHistory, writeHistory } from './history.ts'
import { KeywordLines } from './keyword-lines.ts'
import { ShellListener } from './shell-listener.ts'

const WELCOME = `Type keywords, with two spaces before each argument. Tab completes, Ctrl-C stops a keyword, Ctrl-D leaves.\n`

/** Takes keywords from the terminal or a pipe and runs them until the input ends. Returns the exit code. */
export async function promptForKeywords(connection: Connection, terminal: Terminal): Promise<number> {
  const interfaces = new Map(builtInInterfaces.map((definition) => [definition.name, definition]))
  await using client = new BenchClient(connection, interfaces)
  using waiting = onInterrupt()
  const devices = await client.hold({ key: `${DOOR_KEY}${process.pid}`, wanted: 'all' }, { signal: waiting })
  waiting[Symbol.dispose]()
  const run = new RunState(new ShellListener(terminal), new HeldDevices(devices, async () => []))
  using lines = new KeywordLines()
  const prompt = new Prompt(lines, run, terminal)
  return await prompt.loop(devices.map(({ name }) => name))
}

class Prompt {
  readonly #lines: KeywordLines
  readonly #run: RunState
  readonly #terminal: Terminal
  #running: AbortController | undefined
  #failed = 0

  constructor(lines: KeywordLines, run: RunState, terminal: Terminal) {
    this.#lines = lines
    this.#run = run
    this.#terminal = terminal
  }

  async loop(devices: readonly string[]): Promise<number> {
    const { stdin, stdout, env } = this.#terminal
    const tty = (stdin as { isTTY?: boolean } | undefined)?.isTTY === true && stdout.isTTY === true
    const reader = createInterface({
      ...{ input: stdin ?? process.stdin, output: stdout, terminal: tty, prompt: `${devices[0] ?? 'hil'}> ` },
      ...(tty ? { history: readHistory(env) } : {}),
      completer: (line: string) => completeLine(line, this.#lines.scope, devices),
    })
    if (tty) reader.on('history', (history) => writeHistory(env, history))
    const interrupt = () => this.#interrupt(reader, tty)
    const end = () => {
      interrupt()
      reader.close()
    }
    reader.on('SIGINT', interrupt)
    process.on('SIGINT', interrupt).on('SIGTERM', end).on('SIGHUP', end)
    try {
      if (tty) stdout.write(WELCOME)
      await this.#read(reader, tty)
    } finally {
      process.off('SIGINT', interrupt).off('SIGTERM', end).off('SIGHUP', end)
      if (tty) stdout.write('\n')
    }
    return this.#failed > 0 && !tty ? EXIT.failed : EXIT.passed
  }

  async #read(reader: Interface, tty: boolean): Promise<void> {
    if (tty) reader.prompt()
    for await (const line of reader) {
      const text = line.trim()
      if (text !== '' && !text.startsWith('#')) await this.#do(text)
      if (tty) reader.prompt()
    }
  }

  async #do(line: string): Promise<void> {
    this.#running = new AbortController()
    try {
      const { message, value } = await this.#lines.run(line, this.#run, this.#running.signal)
      if (message !== undefined) {
        this.#failed += 1
        this.#terminal.stderr.write(`${message}\n`)
      } else if (value !== undefined && value !== null)
        this.#terminal.stdout.write(`${secrets.mask(toText(value))}\n`)
    } finally {
      this.#running = undefined
    }
  }

  #interrupt(reader: Interface, tty: boolean): void {
    if (this.#running !== undefined) this.#running.abort(new Error('The keyword was interrupted.'))
    else if (!tty) reader.close()
    else {
      this.#terminal.stdout.write('\n')
      reader.write(null, { ctrl: true, name: 'e' })
      reader.write(null, { ctrl: true, name: 'u' })
      reader.prompt()
    }
  }
}

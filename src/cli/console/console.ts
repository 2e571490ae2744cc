import { createWriteStream, type WriteStream } from 'node:fs'
import type { OpenStream, StreamListener } from '../../runtime/connection.ts'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import type { DoorOptions } from '../doors/door-options.ts'
import { findStream } from '../doors/find-stream.ts'
import { holdDevice } from '../doors/hold-device.ts'
import { onInterrupt } from '../doors/interrupted.ts'
import { openBench } from '../doors/open-bench.ts'
import { powerOn } from '../doors/power-on.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { EscapeKeys } from './escape-keys.ts'
import { openRawTerminal } from './raw-terminal.ts'

/** Which console is shown, and how. */
export interface ConsoleCommand extends DoorOptions {
  /** `board`, `board.console` or `board.console.stream` */
  readonly target: string
  /** The file that everything the device says is added to. */
  readonly log?: string
  /** Look on only: also while somebody else uses the device. */
  readonly readOnly?: boolean
  /** Supply power first. */
  readonly power?: boolean
}

const HELP = '\r\n[Ctrl-] q: leave · Ctrl-] Ctrl-]: send Ctrl-] · anything else: this line]\r\n'

/**
 * Connects the terminal with the console of a device until it is told to leave, or, in a pipe, the input ends.
 * Returns the exit code.
 */
export async function showConsole(command: ConsoleCommand, terminal: Terminal): Promise<number> {
  using signal = onInterrupt()
  await using connection = await openBench({ ...command, viewer: command.readOnly === true }, terminal)
  const target = findStream(command.target, connection.description, ['bytes'])
  await using log = await openLog(command.log)
  if (!command.readOnly) await holdDevice(connection, target.device, { signal })
  const ended = new Ending()
  signal.addEventListener('abort', () => ended.resolve(EXIT.interrupted), { once: true })
  await using stream = await connection.openStream(target, speaker({ terminal, log, ended }), { signal })
  if (command.power) await powerOn(target.device, connection)
  return await attach({ stream, command, terminal, ended })
}

/** In a pipe, the answer to the last line of the input may take so long to begin, or to go on. */
const LAST_WORDS_MS = 1000

/** How the command ends, whoever says so first. */
class Ending {
  readonly promise: Promise<number>
  resolve: (code: number) => void = () => {}
  reject: (reason: Error) => void = () => {}
  #silence: NodeJS.Timeout | undefined

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  /** The input is over: what remains is what the device has to say. */
  afterSilence(): void {
    this.#silence = setTimeout(() => this.resolve(EXIT.passed), LAST_WORDS_MS)
  }

  heard(): void {
    this.#silence?.refresh()
  }
}

interface Attached {
  readonly stream: OpenStream
  readonly command: ConsoleCommand
  readonly terminal: Terminal
  readonly ended: Ending
}

/** Typing goes to the device; a viewer's keys are for us only. */
async function attach({ stream, command, terminal, ended }: Attached): Promise<number> {
  const { stdin, stderr } = terminal
  using raw = openRawTerminal(stdin)
  if (raw.raw) stderr.write(`[${command.target}: leave with Ctrl-] q]\r\n`)
  const keys = new EscapeKeys()
  const type = async (bytes: Uint8Array) => {
    if (command.readOnly || bytes.length === 0) return
    await stream.write(bytes).catch((error: Error) => ended.reject(error))
  }
  const hear = (chunk: Buffer) => {
    if (!raw.raw) return void type(chunk)
    for (const { bytes, wish } of keys.read(chunk)) {
      void type(bytes)
      if (wish === 'help') stderr.write(HELP)
      if (wish === 'quit') ended.resolve(EXIT.passed)
    }
  }
  const end = () => {
    if (raw.raw) ended.resolve(EXIT.passed)
    else if (!command.readOnly) ended.afterSilence()
  }
  stdin?.on('data', hear).once('end', end)
  try {
    return await ended.promise
  } finally {
    stdin?.off('data', hear).off('end', end).pause()
    if (raw.raw) stderr.write('\r\n[left]\r\n')
  }
}

interface Speaking {
  readonly terminal: Terminal
  readonly log: Log
  readonly ended: Ending
}

function speaker({ terminal, log, ended }: Speaking): StreamListener {
  return {
    bytes: (chunk) => {
      ended.heard()
      terminal.stdout.write(chunk)
      log.write(chunk)
    },
    mark: (text) => {
      terminal.stderr.write(`\r\n[${text}]\r\n`)
      log.write(`\n[${text}]\n`)
    },
    closed: (reason) => ended.reject(reason),
  }
}

interface Log extends AsyncDisposable {
  write(bytes: Uint8Array | string): void
}

/** Everything that was said is in the file when the command ends. */
async function openLog(file: string | undefined): Promise<Log> {
  if (file === undefined) return { write: () => {}, [Symbol.asyncDispose]: async () => {} }
  const stream = createWriteStream(file, { flags: 'a' })
  await opened(file, stream)
  return {
    write: (bytes) => void stream.write(bytes),
    [Symbol.asyncDispose]: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}

function opened(file: string, stream: WriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('open', () => resolve())
    stream.once('error', (cause) =>
      reject(new SuiteError('output-failed', `"${file}" cannot be written: ${messageOf(cause)}`, { cause })),
    )
  })
}

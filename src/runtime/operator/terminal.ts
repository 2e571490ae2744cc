import { closeSync, constants, openSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { isatty, ReadStream, WriteStream } from 'node:tty'
import { SuiteError } from '../errors.ts'

/** The terminal that an operator sits at. A test runs in a process of its own, whose input is not the terminal. */
export class Terminal implements Disposable {
  readonly #input: ReadStream
  readonly #output: WriteStream
  readonly #signal: AbortSignal

  private constructor(input: number, output: number, signal: AbortSignal) {
    this.#input = new ReadStream(input)
    this.#output = new WriteStream(output)
    this.#signal = signal
  }

  /** Opens the terminal that the run was started from, for `who` asks. Throws a SuiteError where nobody can answer. */
  static open(who: string, signal: AbortSignal): Terminal {
    signal.throwIfAborted()
    const ci = process.env.CI ?? ''
    if (ci !== '' && ci !== '0' && ci !== 'false')
      throw noOperator(`${who} asks an operator, and nobody is there in CI (the environment has CI=${ci}).`)
    const isWindows = process.platform === 'win32'
    const input = opened(isWindows ? ['\\\\.\\CONIN$'] : PLACES, who)
    return new Terminal(input, opened(isWindows ? ['\\\\.\\CONOUT$'] : PLACES, who), signal)
  }

  /** Shows a question and gives the line that the operator types; undefined if the input was ended (Ctrl-D). */
  async ask(question: string): Promise<string | undefined> {
    this.#output.write(question)
    const reader = createInterface({ input: this.#input, terminal: false })
    try {
      return await this.#answer((answer) => {
        reader.once('line', answer)
        reader.once('close', () => answer(undefined))
      })
    } finally {
      reader.close()
    }
  }

  /** The same, with nothing shown of what is typed, even if it is typed at once. */
  async askHidden(question: string): Promise<string | undefined> {
    this.#input.setRawMode(true)
    this.#output.write(question)
    try {
      return await this.#answer((answer) => {
        const typed = new HiddenText(answer)
        this.#input.on('data', (bytes) => typed.add(bytes.toString('utf8')))
      })
    } finally {
      this.#input.removeAllListeners('data').setRawMode(false)
      this.#output.write('\n')
    }
  }

  [Symbol.dispose](): void {
    this.#input.destroy()
    this.#output.destroy()
  }

  /** Waits for an answer; rejects when the test must stop. */
  #answer(listen: (answer: (text: string | undefined) => void) => void): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(this.#signal.reason)
      this.#signal.addEventListener('abort', stop, { once: true })
      listen((text) => {
        this.#signal.removeEventListener('abort', stop)
        resolve(text)
      })
    })
  }
}

/** What is typed while the terminal passes every key on. */
class HiddenText {
  #text = ''
  readonly #done: (text: string | undefined) => void

  constructor(done: (text: string | undefined) => void) {
    this.#done = done
  }

  add(keys: string): void {
    for (const key of keys) this.#key(key)
  }

  #key(key: string): void {
    if (key === '\r' || key === '\n') this.#done(this.#text)
    else if (key === '\x04') this.#done(undefined)
    else if (key === '\x03')
      process.kill(0, 'SIGINT') // what the terminal itself would do
    else if (key === '\x7f' || key === '\b') this.#text = [...this.#text].slice(0, -1).join('')
    else this.#text += key
  }
}

/**
 * Its own terminal, or the one that its output goes to: the process that serves a bench is in a session of its own,
 * that has none.
 */
const PLACES = ['/dev/tty', '/dev/fd/2', '/dev/fd/1']

function opened(places: readonly string[], who: string): number {
  let cause: unknown
  for (const place of places) {
    try {
      const file = openSync(place, constants.O_RDWR | (constants.O_NOCTTY ?? 0))
      if (isatty(file)) return file
      closeSync(file)
    } catch (error) {
      cause ??= error
    }
  }
  throw noOperator(`${who} asks an operator, and this run has no terminal.`, cause)
}

function noOperator(message: string, cause?: unknown): SuiteError {
  return new SuiteError('no-operator', message, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Start the run from a terminal, or give such tests a tag and leave them out: hil run --exclude manual',
  })
}

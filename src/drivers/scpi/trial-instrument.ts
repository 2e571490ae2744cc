import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What a command of the instrument does: an answer for a question, an error number to queue, or nothing. */
export type TrialAction = (values: readonly string[]) => string | Uint8Array | number | undefined

/** Commands by their headers as manuals write them: `MEASure:VOLTage:DC?`, `CHANnel#:SCALe`. */
export type TrialCommands = Readonly<Record<string, TrialAction>>

const TEXTS: Readonly<Record<number, string>> = {
  [-109]: 'Missing parameter',
  [-113]: 'Undefined header',
  [-222]: 'Data out of range',
}

/** An instrument in the hands of a test, with the parser and the error queue of a real one. */
export class TrialInstrument implements AsyncDisposable {
  /** Every command that came, whole. */
  readonly heard: string[] = []
  readonly #errors: number[] = []
  readonly #commands: readonly (readonly [RegExp, TrialAction])[]
  readonly #sockets = new Set<Duplex>()
  readonly #server = createServer((socket) => this.attach(socket))

  constructor(commands: TrialCommands) {
    const own: TrialCommands = {
      '*IDN?': () => 'ACME,DMM1,SN42,1.7',
      '*CLS': () => void this.#errors.splice(0),
      '*OPC?': () => '1',
      'SYSTem:ERRor?': () => this.#nextError(),
      'SYSTem:ERRor:NEXT?': () => this.#nextError(),
    }
    this.#commands = Object.entries({ ...own, ...commands }).map(
      ([header, action]) => [patternOf(header), action] as const,
    )
  }

  /** Listens on a free port of the loopback. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return (this.#server.address() as AddressInfo).port
  }

  /** Takes commands from a stream, such as the end of a pty. */
  attach(stream: Duplex | Socket): void {
    this.#sockets.add(stream)
    let rest = ''
    stream.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) this.#message(line.trim(), stream)
    })
    stream.on('error', () => {})
    stream.on('close', () => this.#sockets.delete(stream))
  }

  /** Closes every connection, as an instrument that is switched off. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.hangUp()
    this.#server.close()
  }

  /** A message holds commands with semicolons between; answers come on one line. A header without a colon goes on below the last. */
  #message(message: string, stream: Duplex): void {
    if (message === '') return
    const answers: Buffer[] = []
    let branch = ''
    for (const command of message.split(';')) {
      const [written = '', ...values] = command.trim().split(/[\s,]+/)
      const header = /^[:*]/.test(written) ? written.replace(/^:/, '') : branch + written
      if (!header.startsWith('*')) branch = header.slice(0, header.lastIndexOf(':') + 1)
      this.heard.push([header, ...values].join(' '))
      const answer = this.#run(header, values)
      if (answer !== undefined) answers.push(answer)
    }
    if (answers.length > 0) stream.write(Buffer.concat([joined(answers), Buffer.from('\n')]))
  }

  #run(header: string, values: readonly string[]): Buffer | undefined {
    for (const [pattern, action] of this.#commands) {
      const match = pattern.exec(header)
      if (match === null) continue
      const result = action([...match.slice(1), ...values])
      if (typeof result === 'number') this.#errors.push(result)
      else if (result !== undefined) return typeof result === 'string' ? Buffer.from(result) : blockOf(result)
      return undefined
    }
    this.#errors.push(-113)
    return undefined
  }

  #nextError(): string {
    const error = this.#errors.shift()
    return error === undefined ? '+0,"No error"' : `${error},"${TEXTS[error] ?? 'Device error'}"`
  }
}

/** `VOLTage` is VOLT or VOLTAGE, whatever the case, and nothing between; `#` is a number, which the action gets first. */
function patternOf(header: string): RegExp {
  const words = header.split(':').map((word) => {
    const [, short = '', long = '', end = ''] = /^([*A-Z]+)([a-z]*)([#?]*)$/.exec(word) ?? []
    const name = `${short.replace('*', '\\*')}${long === '' ? '' : `(?:${long})?`}`
    return `${name}${end.replace('#', '(\\d+)').replace('?', '\\?')}`
  })
  return new RegExp(`^${words.join(':')}$`, 'i')
}

function blockOf(bytes: Uint8Array): Buffer {
  const length = String(bytes.length)
  return Buffer.concat([Buffer.from(`#${length.length}${length}`), bytes])
}

function joined(answers: readonly Buffer[]): Buffer {
  return Buffer.concat(
    answers.flatMap((answer, index) => (index === 0 ? [answer] : [Buffer.from(';'), answer])),
  )
}

import { statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { SerialPort } from 'serialport'
import { LabError, messageOf } from '../../runtime/errors.ts'
import type { Link, LinkListener } from '../lasting-line/link.ts'
import type { FoundPort } from './find-port.ts'
import { Gathering } from './gathering.ts'

/** How often it is looked whether the port is still there: a port that is unplugged may go on reading nothing. */
const WATCH_MS = 500

/** What a link knows about its port, and whom it tells. */
export interface Surroundings {
  readonly found: FoundPort
  readonly lock: Disposable | undefined
  readonly listener: LinkListener
  /** Gives what comes: the port itself, or a stream beside it. */
  readonly reader: Readable
}

type Callback<T> = (error: Error | null | undefined, value?: T) => void

/** An open serial port. */
export class SerialLink implements Link {
  readonly #port: SerialPort
  readonly #around: Surroundings
  /** Aborts when the port is of no more use: the library never answers what is asked of a closed port. */
  readonly #gone = new AbortController()
  readonly #watch: NodeJS.Timeout
  readonly #gathering: Gathering
  #lines = { dtr: true, rts: true }
  #writing = 0
  #closing: Promise<void> | undefined

  constructor(port: SerialPort, around: Surroundings) {
    this.#port = port
    this.#around = around
    const { reader, listener } = around
    this.#gathering = new Gathering(reader)
    reader.on('data', (chunk: Buffer) => {
      listener.bytes(chunk)
      this.#gathering.heard(chunk.length)
    })
    for (const stream of [port, reader]) {
      stream.on('error', (error) => this.#lose(messageOf(error)))
      stream.on('close', () => this.#lose('it was disconnected'))
    }
    this.#watch = setInterval(() => this.#look(), WATCH_MS)
    this.#watch.unref()
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    this.#writing++
    await this.#ask((done) => this.#port.write(Buffer.from(bytes), done), signal)
    this.#writing--
  }

  async drain(signal: AbortSignal): Promise<void> {
    await this.#ask((done) => this.#port.drain(done), signal)
  }

  setFlow(on: boolean): void {
    this.#gathering.setFlow(on)
  }

  /** Sets both lines, and break; what is left out stays. */
  async setLines(
    lines: { readonly dtr?: boolean | undefined; readonly rts?: boolean | undefined; readonly brk?: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    const { dtr = this.#lines.dtr, rts = this.#lines.rts, brk = false } = lines
    await this.#ask((done) => this.#port.set({ dtr, rts, brk }, done), signal, 'switch DTR, RTS or break')
    this.#lines = { dtr, rts }
  }

  /** Reads the modem lines that the library knows. */
  async modemLines(signal: AbortSignal): Promise<{ CTS: boolean; DSR: boolean; DCD: boolean }> {
    type Bits = { cts: boolean; dsr: boolean; dcd: boolean }
    const bits = await this.#ask<Bits>((done) => this.#port.get(done), signal, 'read its modem lines')
    return { CTS: bits.cts, DSR: bits.dsr, DCD: bits.dcd }
  }

  async setBaudRate(baudRate: number, signal: AbortSignal): Promise<void> {
    await this.#ask((done) => this.#port.update({ baudRate }, done), signal, `be set to ${baudRate} baud`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    await this.#closing
  }

  async #close(): Promise<void> {
    clearInterval(this.#watch)
    this.#gathering[Symbol.dispose]()
    this.#gone.abort(this.#away('it was closed'))
    const port = this.#port
    await closeReader(this.#around.reader, port)
    // What the device does not take would hold the close up for half a minute.
    if (this.#writing > 0 && port.isOpen) await new Promise((resolve) => port.flush(resolve))
    if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()))
    else if (port.closing) await new Promise((resolve) => port.once('close', resolve))
    this.#around.lock?.[Symbol.dispose]()
  }

  /** Asks the library for something; rejects when the signal aborts or the port goes away. */
  async #ask<T = void>(work: (done: Callback<T>) => void, signal: AbortSignal, what?: string): Promise<T> {
    const either = AbortSignal.any([signal, this.#gone.signal])
    either.throwIfAborted()
    return await new Promise<T>((resolve, reject) => {
      const giveUp = () => reject(either.reason)
      either.addEventListener('abort', giveUp, { once: true })
      work((error, value) => {
        either.removeEventListener('abort', giveUp)
        if (error === null || error === undefined) resolve(value as T)
        else reject(this.#gone.signal.aborted ? this.#gone.signal.reason : this.#refused(error, what))
      })
    })
  }

  #refused(cause: Error, what: string | undefined): LabError {
    const { path } = this.#around.found
    if (what === undefined) return this.#away(cause.message)
    const hint = 'Not every port can: a pseudo-terminal and some USB adapters lack these lines.'
    return new LabError('line-unsupported', `${path} cannot ${what}: ${cause.message}.`, { cause, hint })
  }

  #away(why: string): LabError {
    return new LabError('console-away', `${this.#around.found.path} is away: ${why}.`)
  }

  #look(): void {
    const { path, number } = this.#around.found
    if (statSync(path, { throwIfNoEntry: false })?.rdev !== number) this.#lose('it is gone')
  }

  #lose(why: string): void {
    if (this.#gone.signal.aborted) return
    const { path } = this.#around.found
    const reason =
      statSync(path, { throwIfNoEntry: false }) === undefined ? 'disappeared' : 'was disconnected'
    this.#gone.abort(this.#away(why))
    this.#around.listener.lost(`${path} ${reason}`)
  }
}

async function closeReader(reader: Readable, port: SerialPort): Promise<void> {
  if (reader === port || reader.closed) return
  await new Promise<void>((resolve) => reader.once('close', resolve).destroy())
}

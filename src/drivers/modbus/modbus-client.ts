import type ModbusLibrary from 'modbus-serial'
import { withDeadline } from '../../runtime/deadline.ts'
import type { CallContext } from '../../runtime/driver.ts'
import { DeviceError, messageOf } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import { linkFailed } from '../links/link-error.ts'

/** The library's client. */
export type ModbusConnection = InstanceType<typeof ModbusLibrary.default>

/** How a connection is made, and what is known about it. */
export interface ModbusPlace {
  readonly name: string
  readonly timeout: number
  connect(connection: ModbusConnection): Promise<unknown>
}

/** The library waits a little longer than we do, so that our message is the one that is seen. */
const GRACE_MS = 500

/** Asks Modbus units, one question at a time; after a failure of the connection the next question makes a new one. */
export class ModbusClient implements AsyncDisposable {
  readonly #place: ModbusPlace
  #connection: ModbusConnection | undefined
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(place: ModbusPlace) {
    this.#place = place
  }

  /** Asks a unit; a DeviceError says what it answers instead. */
  ask<T>(
    unit: number,
    context: CallContext,
    question: (connection: ModbusConnection) => Promise<T>,
  ): Promise<T> {
    const turn = this.#last.then(() => this.#ask(unit, context, question))
    this.#last = turn.catch(() => {})
    return turn
  }

  /** Makes the connection, if there is none. */
  async connect(signal: AbortSignal): Promise<ModbusConnection> {
    if (this.#connection?.isOpen) return this.#connection
    const { default: library } = await import('modbus-serial')
    signal.throwIfAborted()
    const connection = new library.default()
    // Its errors come with the questions too.
    connection.on('error', () => {})
    connection.setTimeout(this.#place.timeout + GRACE_MS)
    await orAborted(this.#place.connect(connection), signal).catch((cause: unknown) => {
      void closed(connection)
      throw signal.aborted ? signal.reason : linkFailed(this.#place.name, cause)
    })
    this.#connection = connection
    if (this.#isClosed) await this.#drop()
    return connection
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await this.#drop()
  }

  async #ask<T>(
    unit: number,
    context: CallContext,
    question: (connection: ModbusConnection) => Promise<T>,
  ): Promise<T> {
    context.signal.throwIfAborted()
    using deadline = withDeadline(this.#place.timeout, context.signal, 'a question over Modbus')
    try {
      const connection = await this.connect(deadline.signal)
      connection.setID(unit)
      return await orAborted(question(connection), deadline.signal)
    } catch (error) {
      if (isException(error)) throw this.#exception(unit, error)
      await this.#drop()
      if (context.signal.aborted || (error as { code?: unknown }).code === 'link-failed') throw error
      throw this.#silent(unit, deadline.signal.aborted ? undefined : error)
    }
  }

  async #drop(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    if (connection !== undefined) await closed(connection)
  }

  #exception(unit: number, error: Error & { readonly modbusCode: number }): DeviceError {
    const meaning = EXCEPTIONS[error.modbusCode] ?? 'an exception'
    const message = `Unit ${unit} at ${this.#place.name} answers with exception ${error.modbusCode}: ${meaning}.`
    return new DeviceError('modbus-exception', message, { cause: error })
  }

  #silent(unit: number, cause: unknown): DeviceError {
    const why =
      cause === undefined ? ` within ${formatDuration(this.#place.timeout)}` : `: ${messageOf(cause)}`
    return new DeviceError('modbus-silent', `Unit ${unit} at ${this.#place.name} did not answer${why}.`, {
      cause,
      hint: 'Compare the number of the unit, and on a serial line its speed and parity, with the device.',
    })
  }
}

const EXCEPTIONS: Readonly<Record<number, string>> = {
  1: 'it does not know this function',
  2: 'it has no such address',
  3: 'it does not take this value',
  4: 'it failed',
  5: 'it works on it, and has no answer yet',
  6: 'it is busy',
  8: 'its memory is damaged',
  10: 'the gateway has no path to it',
  11: 'the gateway got no answer from it',
}

function isException(error: unknown): error is Error & { readonly modbusCode: number } {
  return typeof (error as { modbusCode?: unknown }).modbusCode === 'number'
}

function closed(connection: ModbusConnection): Promise<void> {
  // A connection that was never made does not say that it is closed.
  if (!connection.isOpen) return Promise.resolve()
  return new Promise((resolve) => connection.close(() => resolve()))
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

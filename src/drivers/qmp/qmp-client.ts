import type { Duplex } from 'node:stream'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { LabError, SuiteError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import { type QmpMessage, QmpReader, writeCommand } from './qmp-message.ts'

/** How to wait for an answer. */
export interface QmpWait {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds that QEMU has; 20 s if left out. */
  readonly timeout?: number
}

interface Pending {
  resolve(value: unknown): void
  reject(reason: unknown): void
}

const ANSWER_MS = 20_000

/** QEMU's machine protocol over a socket: commands with answers, and events. */
export class QmpClient {
  readonly device: string
  readonly #socket: Duplex
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Set<(name: string, data: Readonly<Record<string, unknown>>) => void>()
  #lastId = 0
  #failure: Error | undefined

  constructor(device: string, socket: Duplex) {
    this.device = device
    this.#socket = socket
    const reader = new QmpReader()
    socket.on('data', (chunk) => {
      for (const message of reader.read(chunk)) this.#hear(message)
    })
  }

  /** Leaves the state in which QEMU only negotiates; the first thing to ask. */
  async negotiate(wait: QmpWait): Promise<void> {
    await this.ask('qmp_capabilities', {}, wait)
  }

  /** Gives a command and waits for the answer; a SuiteError says what QEMU has against it. */
  async ask(name: string, parameters: object = {}, wait: QmpWait = {}): Promise<unknown> {
    if (this.#failure !== undefined) throw this.#failure
    const id = ++this.#lastId
    const time = wait.timeout ?? ANSWER_MS
    using deadline = withDeadline(time, wait.signal, name)
    const { signal } = deadline
    signal.throwIfAborted()
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }))
    const giveUp = () => this.#pending.get(id)?.reject(this.#givenUp(signal.reason, name, time))
    signal.addEventListener('abort', giveUp)
    try {
      this.#socket.write(writeCommand(id, name, parameters))
      return await answer
    } catch (error) {
      throw error instanceof Refusal ? this.#refused(name, error) : error
    } finally {
      signal.removeEventListener('abort', giveUp)
      this.#pending.delete(id)
    }
  }

  /** Gives a command to the monitor that people use; its answer is text. */
  async monitor(line: string, wait: QmpWait = {}): Promise<string> {
    return String(await this.ask('human-monitor-command', { 'command-line': line }, wait))
  }

  /** Hears events until the returned function is called. */
  onEvent(listener: (name: string, data: Readonly<Record<string, unknown>>) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Nobody answers any more: what waits fails, and all that comes later. */
  fail(reason: Error): void {
    this.#failure ??= reason
    for (const pending of this.#pending.values()) pending.reject(reason)
  }

  #hear(message: QmpMessage): void {
    if (message.kind === 'event') for (const listener of this.#listeners) listener(message.name, message.data)
    if (message.kind === 'answer') this.#pending.get(message.id)?.resolve(message.value)
    if (message.kind === 'refusal') this.#pending.get(message.id)?.reject(new Refusal(message.reason))
  }

  #refused(name: string, { message }: Refusal): SuiteError {
    return new SuiteError('qemu-refused', `QEMU refused "${name}" for ${this.device}: ${message}`, {
      device: this.device,
    })
  }

  #givenUp(reason: unknown, name: string, time: number): unknown {
    if (!isDeadline(reason)) return reason
    const message = `QEMU did not answer "${name}" for ${this.device} within ${formatDuration(time)}.`
    return new LabError('qemu-silent', message, { device: this.device, cause: reason })
  }
}

/** QEMU's words, before we add who asked for what. */
class Refusal extends Error {}

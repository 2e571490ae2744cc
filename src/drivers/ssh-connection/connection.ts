import type { EventEmitter } from 'node:events'
import type { Client, ClientChannel, SFTPWrapper } from 'ssh2'
import { LabError } from '../../runtime/errors.ts'
import { ChannelSlots } from './channel-slots.ts'
import { connectionLost } from './connect-error.ts'
import { dial } from './dial.ts'
import type { SshSettings } from './ssh-settings.ts'

/** Time for the other side to take leave. */
const LEAVING_MS = 1000

/** A connection that is up. */
export interface Live {
  readonly client: Client
  readonly slots: ChannelSlots
  /** Aborts with the reason when the connection is lost. */
  readonly lost: AbortSignal
}

/** A channel, and the signal that aborts with the reason when its connection is lost. */
export interface OpenChannel<Channel> {
  readonly channel: Channel
  readonly lost: AbortSignal
}

interface Openable extends EventEmitter {
  destroy(): unknown
}

type Sftp = SFTPWrapper & Openable

/** The SSH connection of a device: made when it is first needed, and anew after it was lost. */
export class SshConnection implements AsyncDisposable {
  readonly settings: SshSettings
  readonly #closing = new AbortController()
  readonly #followers = new Set<(live: Live) => void>()
  #live: Promise<Live> | undefined

  constructor(settings: SshSettings) {
    this.settings = settings
  }

  get device(): string {
    return this.settings.device
  }

  /** Whether a connection is up or being made. */
  get isOpen(): boolean {
    return this.#live !== undefined
  }

  /** The connection, made if need be; who gives up waiting does not stop it for others. */
  async live(signal: AbortSignal): Promise<Live> {
    this.#closing.signal.throwIfAborted()
    this.#live ??= this.#connect()
    return until(this.#live, signal)
  }

  /** Hears of every connection that is made from now on, until the returned function is called. */
  follow(listener: (live: Live) => void): () => void {
    this.#followers.add(listener)
    return () => this.#followers.delete(listener)
  }

  /** Opens a channel for a command; what was closed meanwhile is connected to anew, as long as nothing was sent. */
  async exec(command: string, signal: AbortSignal): Promise<OpenChannel<ClientChannel>> {
    return this.#channel(signal, (client, done) => client.exec(command, done))
  }

  /** Opens the SFTP of the device. */
  async sftp(signal: AbortSignal): Promise<OpenChannel<Sftp>> {
    return this.#channel<Sftp>(signal, (client, done) =>
      client.sftp((error, sftp) => done(error, sftp as Sftp)),
    )
  }

  /** Ends the connection; the next call makes a new one. */
  async disconnect(): Promise<void> {
    const live = await this.#live?.catch(() => undefined)
    if (live === undefined || live.lost.aborted) return
    const over = new Promise<void>((resolve) => live.lost.addEventListener('abort', () => resolve()))
    live.client.end()
    const hasty = setTimeout(() => live.client.destroy(), LEAVING_MS)
    await over
    clearTimeout(hasty)
  }

  /** Ends the connection and stops what waits for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new LabError('ssh-closed', `The SSH connection of ${this.device} was closed.`))
    await this.disconnect()
  }

  async #connect(): Promise<Live> {
    try {
      const client = await dial(this.settings, this.#closing.signal)
      const live = { client, slots: new ChannelSlots(this.device), lost: this.#watch(client) }
      for (const listener of this.#followers) listener(live)
      return live
    } catch (error) {
      this.#live = undefined
      throw error
    }
  }

  #watch(client: Client): AbortSignal {
    const lost = new AbortController()
    let reason: unknown
    client.on('error', (error) => {
      reason = error
    })
    client.once('close', () => {
      this.#live = undefined
      lost.abort(reason ?? new Error('the other side closed it'))
    })
    return lost.signal
  }

  async #channel<Channel extends Openable>(
    signal: AbortSignal,
    open: (client: Client, done: (error: Error | undefined, channel: Channel) => void) => void,
  ): Promise<OpenChannel<Channel>> {
    const live = await this.live(signal)
    const opening = () => openChannel<Channel>(live, signal, (done) => open(live.client, done))
    try {
      const [channel, closed] = await live.slots.open(opening, signal)
      channel.once('close', closed)
      return { channel, lost: live.lost }
    } catch (error) {
      if (live.lost.aborted && !signal.aborted)
        throw connectionLost(this.device, 'a channel was opened', live.lost.reason)
      throw error
    }
  }
}

/** One who gave up gets no channel: it is closed as soon as it comes. */
function openChannel<Channel extends Openable>(
  { lost }: Live,
  signal: AbortSignal,
  open: (done: (error: Error | undefined, channel: Channel) => void) => void,
): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    const fail = () => reject(lost.reason)
    const settle = () => {
      signal.removeEventListener('abort', giveUp)
      lost.removeEventListener('abort', fail)
    }
    signal.addEventListener('abort', giveUp, { once: true })
    lost.addEventListener('abort', fail, { once: true })
    open((error, channel) => {
      settle()
      if (error) return reject(error)
      if (signal.aborted || lost.aborted) channel.destroy()
      else resolve(channel)
    })
  })
}

function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    if (signal.aborted) return giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    const settle = () => signal.removeEventListener('abort', giveUp)
    promise.finally(settle).then(resolve, reject)
  })
}

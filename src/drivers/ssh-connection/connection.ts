import { type EventEmitter, setMaxListeners } from 'node:events'
import type { Client, ClientChannel, SFTPWrapper } from 'ssh2'
import { untilAborted } from '../../runtime/deadline.ts'
import { LabError } from '../../runtime/errors.ts'
import { ChannelSlots } from './channel-slots.ts'
import { connectionLost } from './connect-error.ts'
import { dial } from './dial.ts'
import type { SshSettings } from './ssh-settings.ts'

/** A connection that was idle for longer is asked for a sign of life first: the device may have restarted. */
const IDLE_MS = 100
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
  /** When the connection was asked for last. */
  #used = Number.NEGATIVE_INFINITY

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
    for (;;) {
      signal.throwIfAborted()
      this.#live ??= this.#connect()
      const live = await untilAborted(this.#live, signal)
      const idle = performance.now() - this.#used
      this.#used = performance.now()
      if (idle < IDLE_MS || (await answers(live, signal))) return live
    }
  }

  /** The connection, after the device has shown that it is there. */
  async proven(signal: AbortSignal): Promise<Live> {
    this.#used = Number.NEGATIVE_INFINITY
    return this.live(signal)
  }

  /** Hears of every connection that is made from now on, until the returned function is called. */
  follow(listener: (live: Live) => void): () => void {
    this.#followers.add(listener)
    return () => this.#followers.delete(listener)
  }

  /**
   * Opens a channel for a command and gives it to `attach` at once: a command may be over before a promise could tell
   * of its channel.
   */
  async exec<T>(
    command: string,
    signal: AbortSignal,
    attach: (opened: OpenChannel<ClientChannel>) => T,
  ): Promise<T> {
    return this.#channel<ClientChannel, T>(signal, attach, (client, done) => client.exec(command, done))
  }

  /** Opens the SFTP of the device. */
  async sftp(signal: AbortSignal): Promise<OpenChannel<Sftp>> {
    return this.#channel<Sftp, OpenChannel<Sftp>>(
      signal,
      (opened) => opened,
      (client, done) => client.sftp((error, sftp) => done(error, sftp as Sftp)),
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
    setMaxListeners(0, lost.signal) // every channel hears it
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

  async #channel<Channel extends Openable, T>(
    signal: AbortSignal,
    attach: (opened: OpenChannel<Channel>) => T,
    open: OpenCall<Channel>,
  ): Promise<T> {
    const live = await this.live(signal)
    const { client, lost } = live
    const opening = (closed: () => void) =>
      openChannel(live, signal, (settled: Settled<T>) =>
        open(client, (error, channel) => {
          if (error) return settled(error)
          channel.once('close', closed)
          if (signal.aborted || lost.aborted) channel.destroy()
          else settled(undefined, attach({ channel, lost }))
        }),
      )
    try {
      return await live.slots.open(opening, signal)
    } catch (error) {
      if (lost.aborted && !signal.aborted)
        throw connectionLost(this.device, 'a channel was opened', lost.reason)
      throw error
    }
  }
}

type OpenCall<Channel> = (client: Client, done: (error: Error | undefined, channel: Channel) => void) => void

type Settled<T> = (error: Error | undefined, value?: T) => void

/** One who gave up does not wait for the other side's answer. */
function openChannel<T>(
  { lost }: Live,
  signal: AbortSignal,
  open: (settled: Settled<T>) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    const fail = () => reject(lost.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    lost.addEventListener('abort', fail, { once: true })
    open((error, value) => {
      signal.removeEventListener('abort', giveUp)
      lost.removeEventListener('abort', fail)
      if (error) reject(error)
      else resolve(value as T)
    })
  })
}

/** Whether the other side is there: any answer will do to the request to end a forward that is none. */
function answers({ client, lost }: Live, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stop = AbortSignal.any([signal, lost])
    const giveUp = () => (lost.aborted ? resolve(false) : reject(signal.reason))
    if (stop.aborted) return giveUp()
    stop.addEventListener('abort', giveUp, { once: true })
    try {
      client.unforwardIn('', 0, () => resolve(!lost.aborted))
    } catch {
      resolve(false)
    }
  })
}

import { DeviceError } from '../../runtime/errors.ts'

/** What ssh2 says when the other side opens no further channel. */
interface Refusal extends Error {
  readonly reason?: unknown
}

/**
 * Opens channels of a connection. A server allows so many at once and does not say how many (OpenSSH: 10): when it
 * refuses one, that and later ones wait until an open one is closed.
 */
export class ChannelSlots {
  readonly #device: string
  readonly #waiting: (() => void)[] = []
  /** Those who would take a channel, but can do without. */
  readonly #patient: (() => void)[] = []
  readonly #givers: (() => void)[] = []
  #limit = Number.POSITIVE_INFINITY
  #used = 0
  /** Channels that were closed, and how many of these closings the server has surely dealt with. */
  #closed = 0
  #settled = 0

  constructor(device: string) {
    this.#device = device
  }

  /** How many channels the server takes at once, as far as is known. */
  get limit(): number {
    return this.#limit
  }

  /** Whether the next channel has to wait. */
  get isFull(): boolean {
    return this.#used >= this.#limit
  }

  /** Whether somebody waits for a channel. */
  get isWanted(): boolean {
    return this.#waiting.length > 0
  }

  /** Hears when somebody waits: whoever has a channel without need closes it then. */
  onWanted(give: () => void): void {
    this.#givers.push(give)
  }

  /** Hears once when there is room that nobody waits for; the returned function stops that. */
  whenRoom(go: () => void): () => void {
    return lineUp(this.#patient, go)
  }

  /** Opens a channel as soon as there is room; who opens calls `closed` when it is over. */
  async open<T>(open: (closed: () => void) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      while (this.isFull) await this.#room(signal)
      this.#used++
      const [closed, settled] = [this.#closed, this.#settled]
      try {
        const opened = await open(this.#release())
        this.#settled = Math.max(this.#settled, closed)
        return opened
      } catch (error) {
        this.#free()
        if (!isRefusal(error)) throw error
        this.#settled = Math.max(this.#settled, closed)
        // OpenSSH still counts a channel that was closed at the same moment: its refusal may mean nothing.
        if (closed > settled) continue
        if (this.#used === 0) throw noChannel(this.#device, error)
        this.#limit = Math.max(1, Math.min(this.#limit, this.#used))
      }
    }
  }

  #release(): () => void {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.#closed++
      this.#free()
    }
  }

  #free(): void {
    this.#used--
    const next = this.#waiting.shift() ?? this.#patient.shift()
    next?.()
  }

  #room(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const leave = lineUp(this.#waiting, () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      })
      const giveUp = () => {
        leave()
        reject(signal.reason)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      for (const give of this.#givers) give()
    })
  }
}

/** Puts somebody at the end of a line; the returned function takes them out of it. */
function lineUp(line: (() => void)[], go: () => void): () => void {
  line.push(go)
  return () => {
    const place = line.indexOf(go)
    if (place !== -1) line.splice(place, 1)
  }
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && (error as Refusal).reason !== undefined
}

function noChannel(device: string, cause: Refusal): DeviceError {
  const message = `${device}: its SSH server opens no channel: ${cause.message}`
  return new DeviceError('ssh-no-channel', message, {
    cause,
    device,
    hint: 'See MaxSessions of its SSH server.',
  })
}

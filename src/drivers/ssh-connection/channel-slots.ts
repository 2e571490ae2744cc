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
  #limit = Number.POSITIVE_INFINITY
  #used = 0

  constructor(device: string) {
    this.#device = device
  }

  /** Opens a channel as soon as there is room; who opens calls `closed` when it is over. */
  async open<T>(open: (closed: () => void) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      while (this.#used >= this.#limit) await this.#room(signal)
      this.#used++
      try {
        return await open(this.#release())
      } catch (error) {
        this.#free()
        if (!isRefusal(error)) throw error
        if (this.#used === 0) throw noChannel(this.#device, error)
        this.#limit = Math.max(1, Math.min(this.#limit, this.#used))
      }
    }
  }

  #release(): () => void {
    let isOver = false
    return () => {
      if (!isOver) this.#free()
      isOver = true
    }
  }

  #free(): void {
    this.#used--
    this.#waiting.shift()?.()
  }

  #room(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const go = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.#waiting.push(go)
    })
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

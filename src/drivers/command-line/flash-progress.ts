import type { z } from 'zod'
import type { flashState } from '../../runtime/interfaces/storage.ts'

type FlashState = z.output<typeof flashState>

/** Enough to find what a tool printed last, wherever the pieces of its output were cut. */
const TAIL = 1024

/** How far a command is, read from what it prints, for any number of listeners. */
export class FlashProgress {
  #state: FlashState = { step: 'idle', bytes: 0 }
  readonly #waiting = new Set<() => void>()

  /** Begins a step; returns what hears the output of its command. */
  begin(step: 'write' | 'verify', length: number, pattern: RegExp | undefined): (text: string) => void {
    this.#set({ step, bytes: 0, length })
    let tail = ''
    return (text) => {
      tail = (tail + text).slice(-TAIL)
      const percent = pattern === undefined ? undefined : lastMatch(pattern, tail)
      if (percent !== undefined) this.#set({ step, bytes: Math.round((length * percent) / 100), length })
    }
  }

  end(): void {
    this.#set({ step: 'idle', bytes: this.#state.bytes })
  }

  /** The state now, and each that follows. */
  async *follow(signal: AbortSignal): AsyncGenerator<FlashState> {
    for (let told: FlashState | undefined; ; ) {
      if (told !== this.#state) {
        told = this.#state
        yield told
      } else await this.#change(signal)
    }
  }

  #set(state: FlashState): void {
    if (state.step === this.#state.step && state.bytes === this.#state.bytes) return
    this.#state = state
    for (const go of this.#waiting) go()
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const over = () => {
        this.#waiting.delete(go)
        signal.removeEventListener('abort', giveUp)
      }
      const go = () => {
        over()
        resolve()
      }
      const giveUp = () => {
        over()
        reject(signal.reason)
      }
      if (signal.aborted) return giveUp()
      this.#waiting.add(go)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }
}

function lastMatch(pattern: RegExp, text: string): number | undefined {
  const last = [...text.matchAll(new RegExp(pattern.source, 'gm'))].at(-1)
  const percent = Number(last?.[1] ?? last?.[0])
  return Number.isNaN(percent) ? undefined : Math.min(100, Math.max(0, percent))
}

import { isDeadline, sleep } from '../../runtime/deadline.ts'
import { messageOf } from '../../runtime/errors.ts'
import type { Exchange } from '../power-switch/exchange.ts'

const TRY_AGAIN_MS = 20

/** Whose turn it is with a port that carries the switches of several devices. */
export interface Lending {
  /** The port, for messages. */
  readonly name: string
  readonly exchange: Exchange
  readonly signal: AbortSignal
}

/**
 * Opens a port for one command and closes it again, since the other relays of the board may belong to other devices;
 * waits while somebody else has it.
 */
export async function withPort<P extends AsyncDisposable, T>(
  open: () => Promise<P>,
  work: (port: P) => Promise<T>,
  lending: Lending,
): Promise<T> {
  await using port = await whenFree(open, lending)
  return await work(port)
}

async function whenFree<P>(open: () => Promise<P>, { name, exchange, signal }: Lending): Promise<P> {
  for (;;) {
    signal.throwIfAborted()
    exchange.asked(`open ${name}`)
    try {
      return await open()
    } catch (error) {
      if (isDeadline(error) || !isBusy(error)) throw error
      exchange.came(messageOf(error))
      await sleep(TRY_AGAIN_MS, { signal })
    }
  }
}

function isBusy(error: unknown): boolean {
  return /cannot lock port|EBUSY|resource busy/i.test(messageOf(error))
}

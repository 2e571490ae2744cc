import { once } from 'node:events'
import { connect } from 'node:net'
import { sleep, withDeadline } from '../../runtime/deadline.ts'
import { type Endpoint, silent } from './endpoint.ts'
import { exchange } from './exchange.ts'
import { request } from './http-request.ts'

/** Time between two attempts. */
const PAUSE_MS = 100
/** How long one attempt may take: a device that boots may swallow the first. */
const ATTEMPT_MS = 2000

/** Asks an endpoint until it answers; gives the milliseconds that it took. */
export async function waitUntilOpen(endpoint: Endpoint, signal: AbortSignal): Promise<number> {
  const started = performance.now()
  let last: unknown
  try {
    for (;;) {
      signal.throwIfAborted()
      using attempt = withDeadline(ATTEMPT_MS, signal, 'The attempt')
      try {
        await ask(endpoint, attempt.signal)
        return performance.now() - started
      } catch (error) {
        if (error !== signal.reason) last = error
      }
      await sleep(PAUSE_MS, { signal })
    }
  } catch {
    throw silent(endpoint, signal, causeOf(last))
  }
}

async function ask(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
  if (endpoint.protocol === 'tcp') return await connectOnce(endpoint, signal)
  if (endpoint.protocol === 'udp') {
    await exchange(endpoint, { data: Buffer.from(endpoint.probe), until: undefined, signal })
    return
  }
  const { status } = await request(endpoint, { path: '/', method: 'GET', headers: {}, signal })
  if (status >= 500) throw new Error(`its status is ${status}`)
}

async function connectOnce({ host, port }: Endpoint, signal: AbortSignal): Promise<void> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal })
  } finally {
    socket.on('error', () => {})
    socket.destroy()
  }
}

/** An attempt wraps its reason; the last one's reason is told once. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error
}

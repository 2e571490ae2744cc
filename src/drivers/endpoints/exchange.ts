import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { connect, isIPv6 } from 'node:net'
import { DeviceError } from '../../runtime/errors.ts'
import { type Endpoint, silent } from './endpoint.ts'

/** What is sent, and when the answer is whole. */
export interface Exchange {
  readonly data: Buffer
  /** Text that ends the answer over TCP; its end if undefined. */
  readonly until: string | undefined
  readonly signal: AbortSignal
}

/** An answer longer than this is no answer of an exchange. */
const LONGEST_ANSWER = 64 * 1024 * 1024

/** Sends data to an endpoint and gives what it answers. */
export async function exchange(endpoint: Endpoint, exchanged: Exchange): Promise<Buffer> {
  try {
    exchanged.signal.throwIfAborted()
    return await (endpoint.protocol === 'udp' ? overUdp(endpoint, exchanged) : overTcp(endpoint, exchanged))
  } catch (error) {
    throw error instanceof DeviceError ? error : silent(endpoint, exchanged.signal, error)
  }
}

function overTcp({ name, host, port }: Endpoint, { data, until, signal }: Exchange): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const chunks: Buffer[] = []
    let length = 0
    /** The end of what was searched already, for a text that came in two pieces. */
    let last = Buffer.alloc(0)
    const settle = (end: () => void) => {
      signal.removeEventListener('abort', giveUp)
      socket.destroy()
      end()
    }
    const giveUp = () => settle(() => reject(signal.reason))
    signal.addEventListener('abort', giveUp, { once: true })
    socket.once('connect', () => (until === undefined ? socket.end(data) : socket.write(data)))
    socket.on('error', (error) => settle(() => reject(error)))
    socket.once('end', () => settle(() => (until === undefined ? resolve(Buffer.concat(chunks)) : cutOff())))
    const cutOff = () => {
      const message = `${name} closed the connection before it said "${until}", after ${length} bytes.`
      reject(new DeviceError('exchange-cut', message))
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      length += chunk.length
      if (length > LONGEST_ANSWER)
        settle(() => reject(new DeviceError('exchange-cut', `${name} sends without an end.`)))
      if (until === undefined) return
      last = Buffer.concat([last, chunk])
      if (last.includes(until)) settle(() => resolve(Buffer.concat(chunks)))
      last = last.subarray(Math.max(0, last.length - Buffer.byteLength(until)))
    })
  })
}

async function overUdp({ host, port }: Endpoint, { data, signal }: Exchange): Promise<Buffer> {
  const { address } = await lookup(host)
  return await new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    const settle = (end: () => void) => {
      signal.removeEventListener('abort', giveUp)
      socket.close()
      end()
    }
    const giveUp = () => settle(() => reject(signal.reason))
    signal.addEventListener('abort', giveUp, { once: true })
    socket.once('error', (error) => settle(() => reject(error)))
    socket.once('message', (answer) => settle(() => resolve(answer)))
    // Connected, so that only this port is heard and its refusal is told.
    socket.connect(port, address, () => socket.send(data))
  })
}

import type { IClientOptions, MqttClient } from 'mqtt'
import { LabError, messageOf } from '../../runtime/errors.ts'

/** Who connects, and how long that may take in milliseconds. */
export interface Who {
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly clientId?: string | undefined
  readonly connectTimeout: number
}

/** Connects once; later, a connection that breaks is made again and what was subscribed stays so. */
export async function connectBroker(url: string, who: Who, signal: AbortSignal): Promise<MqttClient> {
  const library = await import('mqtt')
  signal.throwIfAborted()
  const given = Object.fromEntries(Object.entries(who).filter(([, value]) => value !== undefined))
  const client = library.connect(url, {
    ...given,
    reconnectPeriod: 1000,
    manualConnect: true,
  } as IClientOptions)
  try {
    await connected(client, signal)
    return client
  } catch (cause) {
    client.end(true)
    if (signal.aborted) throw signal.reason
    throw new LabError('mqtt-failed', `The broker at ${url} cannot be used: ${messageOf(cause)}.`, { cause })
  }
}

function connected(client: MqttClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined
    client.on('error', (error) => {
      failure = error
      reject(error)
    })
    client.once('connect', () => resolve())
    client.once('close', () => reject(failure ?? new Error('it closed the connection')))
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    client.connect()
  })
}

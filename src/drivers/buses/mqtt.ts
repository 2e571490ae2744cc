import type { IClientOptions, MqttClient } from 'mqtt'
import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { mqtt as mqttInterface } from '../../runtime/interfaces/mqtt.ts'
import { duration } from '../../runtime/units.ts'
import { MqttSession } from '../mqtt/mqtt-session.ts'

const config = z.strictObject({
  url: z
    .string()
    .regex(
      /^(mqtts?|wss?):\/\/[^@]+$/,
      'expected a URL such as mqtt://10.0.0.5:1883; user and password have keys of their own',
    )
    .describe('Where the broker is: mqtt://HOST:PORT, mqtts://, ws:// or wss://.'),
  username: z.string().optional().describe('Name of the user, if the broker asks for one.'),
  password: z.string().optional().describe('Password of the user; write ${env:NAME} or ${file:PATH}.'),
  clientId: z.string().optional().describe('Name that the client gives itself; made up if left out.'),
  timeout: duration().default(10_000).describe('How long the connection may take.'),
})

/** A client of an MQTT broker. */
export const mqtt = defineDriver({
  type: 'mqtt',
  doc: 'Publishes and receives messages through an MQTT broker.',
  testedAgainst: "aedes and Debian's mosquitto",
  provides: [mqttInterface],
  config,
  open: async ({ url, timeout, ...who }, { signal }) => {
    const client = await connect(url, { ...who, connectTimeout: timeout }, signal)
    return {
      mqtt: new MqttSession(client).members,
      [Symbol.asyncDispose]: () => client.endAsync(true),
    }
  },
})

interface Who {
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly clientId?: string | undefined
  readonly connectTimeout: number
}

/** Connects once; later, a connection that breaks is made again and what was subscribed stays so. */
async function connect(url: string, who: Who, signal: AbortSignal): Promise<MqttClient> {
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

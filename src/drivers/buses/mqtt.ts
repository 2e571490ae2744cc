import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { mqtt as mqttInterface } from '../../runtime/interfaces/mqtt.ts'
import { duration } from '../../runtime/units.ts'
import { connectBroker } from '../mqtt/connect-broker.ts'
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
    const client = await connectBroker(url, { ...who, connectTimeout: timeout }, signal)
    return {
      mqtt: new MqttSession(client).members,
      [Symbol.asyncDispose]: () => client.endAsync(true),
    }
  },
})

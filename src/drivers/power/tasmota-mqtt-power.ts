import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { TasmotaSwitch } from '../power-mqtt/tasmota-switch.ts'
import { createPower } from '../power-switch/create-power.ts'
import { outlet, switching } from '../power-switch/power-switch.ts'

const config = z.strictObject({
  broker: z
    .url({ protocol: /^(mqtts?|wss?)$/ })
    .describe('Address of the MQTT broker, as in mqtt://10.0.0.2:1883.'),
  topic: z
    .string()
    .regex(/^[^+#]+$/, 'expected a topic without wildcards')
    .describe('Topic of the device, as in its MQTT settings.'),
  fullTopic: z
    .string()
    .default('%prefix%/%topic%/')
    .refine((text) => text.includes('%prefix%'), 'expected %prefix% in it')
    .describe('Full topic of the device, as in its MQTT settings.'),
  outlet: outlet.default('1').describe('The relay, counted from 1.'),
  username: z.string().optional().describe('User of the broker.'),
  password: z.string().optional().describe('Its password; take it from ${env:…}.'),
  ...switching,
})

/** A relay of a Tasmota device by MQTT. */
export const tasmotaMqttPower = defineDriver({
  type: 'tasmota-mqtt-power',
  doc: 'Switches a relay of a Tasmota device through an MQTT broker.',
  testedAgainst: "Debian's mosquitto and aedes, with a device of our own that answers as Tasmota describes",
  provides: [power],
  config,
  open: async ({ timeout, ...place }, { device, signal }) => {
    const unit = await TasmotaSwitch.open(place, signal)
    return {
      power: createPower(unit, { device, timeout }),
      [Symbol.asyncDispose]: () => unit[Symbol.asyncDispose](),
    }
  },
})

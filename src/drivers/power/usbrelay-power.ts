import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { createPower } from '../power-switch/create-power.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { PowerSwitch } from '../power-switch/power-switch.ts'
import { contactOf, relayKeys } from '../power-switch/relay-contact.ts'
import { program, runProgram } from '../power-switch/run-program.ts'

const config = z.strictObject({
  relay: z
    .string()
    .regex(/^\w+_\d+$/, 'expected a name such as HURTM_1, as usbrelay prints it')
    .describe(
      'The relay as usbrelay prints it: the serial number of its board and its number, as in HURTM_1.',
    ),
  program: program('usbrelay'),
  ...relayKeys,
})

/** A HID relay, by the program usbrelay. */
export const usbrelayPower = defineDriver({
  type: 'usbrelay-power',
  doc: 'Switches a USB relay that is a HID device, with the program usbrelay.',
  testedAgainst: "a stand-in for usbrelay that prints what it prints; Debian's usbrelay where no relay is",
  provides: [power],
  config,
  open: async ({ relay, program: start, normallyClosed, timeout }, { device }) => ({
    power: createPower(contactOf(createRelay(relay, start), normallyClosed), { device, timeout }),
    ...nothingOpen,
  }),
})

function createRelay(relay: string, start: readonly string[]): PowerSwitch {
  const exchange = new Exchange()
  return {
    name: `relay ${relay}`,
    exchange,
    // It ends well without having found the relay: reading it back tells.
    set: async (state, signal) => {
      await runProgram({ command: [...start, `${relay}=${state === 'on' ? 1 : 0}`], exchange, signal })
    },
    read: async (signal) => {
      const output = await runProgram({ command: start, exchange, signal })
      const [, state] = new RegExp(`^${relay}=([01])\\b`, 'm').exec(output) ?? []
      if (state !== undefined) return state === '1' ? 'on' : 'off'
      throw powerFailed(`usbrelay does not list ${relay}`, exchange)
    },
  }
}

import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { supply } from '../../runtime/interfaces/supply.ts'
import { hasOnePlace, ONE_PLACE } from '../links/link-config.ts'
import { createPower } from '../power-switch/create-power.ts'
import { ScpiClient } from '../scpi/scpi-client.ts'
import { scpiKeys } from '../scpi/scpi-config.ts'
import { SupplyChannel } from '../scpi-supply/supply-channel.ts'
import { builtInSupplies, supplyCommandsSchema } from '../scpi-supply/supply-commands.ts'
import { createOutput, createSupplyAccess } from '../scpi-supply/supply-output.ts'

const names = Object.keys(builtInSupplies) as (keyof typeof builtInSupplies)[]

const config = z
  .strictObject({
    ...scpiKeys(),
    model: z.enum(names).default('scpi').describe('What kind of supply it is.'),
    commands: supplyCommandsSchema.optional().describe('How to talk to a supply of another kind.'),
    channel: z.number().int().min(1).optional().describe('The output, of a supply that has several.'),
  })
  .refine(hasOnePlace, ONE_PLACE)
  .refine(({ channel, commands }) => channel === undefined || !commands || mentionsChannel(commands), {
    message: 'no command has a {channel}: give "select", or leave out the channel',
    path: ['channel'],
  })

function mentionsChannel(commands: object): boolean {
  return JSON.stringify(commands).includes('{channel}')
}

/** The supply has its own time limit for each answer, and switching asks it a few times. */
const QUESTIONS = 4

/** A bench supply that speaks SCPI: its output is the power of the device. */
export const scpiSupply = defineDriver({
  type: 'scpi-supply',
  doc: `A bench supply that speaks SCPI, over TCP, a serial port or USBTMC: ${names.join(', ')}, or commands of your own.`,
  testedAgainst: 'a SCPI supply of our own over TCP and on a pty',
  provides: [power, supply],
  config,
  open: async ({ model, commands, channel, ...place }, { device, signal }) => {
    const client = await ScpiClient.open(place, { signal })
    const output = new SupplyChannel(client, commands ?? builtInSupplies[model], channel)
    const timeout = place.timeout * QUESTIONS
    return {
      power: createPower(createOutput(output), { device, timeout }),
      supply: createSupplyAccess(output),
      [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
    }
  },
})

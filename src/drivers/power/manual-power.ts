import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { Terminal } from '../../runtime/operator/terminal.ts'
import { duration } from '../../runtime/units.ts'
import { createPower } from '../power-switch/create-power.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import type { PowerState, PowerSwitch } from '../power-switch/power-switch.ts'
import { Turns } from '../power-switch/turns.ts'

const config = z.strictObject({
  name: z
    .string()
    .optional()
    .describe('What the operator knows the device as; its name in the bench file if left out.'),
  timeout: duration().default(120_000).describe('How long the operator may take.'),
})

/** An operator who switches by hand, and says so at the terminal. */
export const manualPower = defineDriver({
  type: 'manual-power',
  doc: 'Asks the operator at the terminal to switch power by hand. Fails at once in CI and without a terminal.',
  testedAgainst: "a terminal of util-linux' script",
  provides: [power],
  config,
  open: async ({ name, timeout }, { device }) => ({
    power: createPower(createOperator(name ?? device), { device, timeout }),
    ...nothingOpen,
  }),
})

/** A process has one terminal, and an operator answers one question at a time. */
const atTerminal = new Turns()

function createOperator(name: string): PowerSwitch {
  const exchange = new Exchange()
  let state: PowerState | undefined
  return {
    name: 'by hand',
    exchange,
    set: async (wanted, signal) => {
      if (wanted === state) return
      await atTerminal.take(signal, () => ask(`Switch the power of ${name} ${wanted}.`, exchange, signal))
      state = wanted
    },
  }
}

async function ask(question: string, exchange: Exchange, signal: AbortSignal): Promise<void> {
  using terminal = Terminal.open('The power switch by hand (manual-power)', signal)
  exchange.asked(question)
  const answer = await terminal.ask(`\n${question}\nPress Enter when it is done, or type why not. > `)
  if (answer?.trim() === '') return
  exchange.came(answer ?? 'end of input')
  throw powerFailed('The operator did not switch', exchange)
}

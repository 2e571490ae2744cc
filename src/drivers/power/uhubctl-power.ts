import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { createPower } from '../power-switch/create-power.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import { type PowerSwitch, switching } from '../power-switch/power-switch.ts'
import { program, runProgram } from '../power-switch/run-program.ts'

const config = z.strictObject({
  hub: z
    .string()
    .regex(/^[\da-z]+(-[\d.]+)*$/i, 'expected a location such as 1-1.4, as uhubctl prints it')
    .describe('Location of the hub as uhubctl prints it, such as 1-1.4.'),
  port: z.number().int().min(1).describe('The port of the hub.'),
  program: program('uhubctl'),
  ...switching,
})

/** The power of a USB port, by the program uhubctl. */
export const uhubctlPower = defineDriver({
  type: 'uhubctl-power',
  doc: 'Switches the power of a USB port, on hubs that can, with the program uhubctl.',
  testedAgainst: "a stand-in for uhubctl that prints what it prints; Debian's uhubctl where no hub is",
  provides: [power],
  config,
  open: async ({ timeout, ...port }, { device }) => ({
    power: createPower(createPort(port), { device, timeout }),
    ...nothingOpen,
  }),
})

interface Port {
  readonly hub: string
  readonly port: number
  readonly program: readonly string[]
}

function createPort({ hub, port, program: start }: Port): PowerSwitch {
  const exchange = new Exchange()
  const run = (args: readonly string[], signal: AbortSignal) =>
    runProgram({ command: [...start, '-l', hub, '-p', String(port), ...args], exchange, signal })
  return {
    name: `port ${port} of USB hub ${hub}`,
    exchange,
    set: async (state, signal) => {
      await run(['-a', state], signal)
    },
    read: async (signal) => {
      const states = statesOf(await run([], signal), port)
      if (states.length > 0) return states.includes(true) ? 'on' : 'off'
      throw powerFailed(`uhubctl says nothing about port ${port}`, exchange)
    },
  }
}

/** `  Port 2: 0503 power highspeed enable connect [1234:5678 Widget]`: a USB 3 hub says so twice, for each of its halves. */
function statesOf(output: string, port: number): boolean[] {
  const lines = output.matchAll(/^\s*Port (\d+): [\da-f]{4}([^[\n]*)/gim)
  return [...lines]
    .filter(([, number]) => Number(number) === port)
    .map(([, , flags]) => /\bpower\b/.test(flags ?? ''))
}

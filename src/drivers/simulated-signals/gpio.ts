import { z } from 'zod'
import { withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { gpio } from '../../runtime/interfaces/gpio.ts'
import { pulseBy } from '../pin-tools/pulse.ts'
import { defineSimulation } from '../simulated/simulation.ts'
import { Pins } from './pins.ts'

const level = z.enum(['high', 'low'])

/** Pins that keep the level they are driven to; a driven pin reads so, and its edges are told. */
export const simulatedGpio = defineSimulation(gpio, {
  ofBench: true,
  config: {
    levels: z
      .record(z.string(), level)
      .default({})
      .describe('What the device drives, by pin; low if not named.'),
  },
  create: ({ levels }) => {
    const pins = new Pins(levels)
    const started = performance.now()
    const hold: Pick<ImplementationOf<typeof gpio>, 'drive' | 'release'> = {
      drive: ({ pin, level: driven }) => pins.drive(pin, driven),
      release: ({ pin }) => pins.drive(pin, undefined),
    }
    return {
      ...hold,
      pulse: pulseBy(hold),
      read: ({ pin }) => pins.level(pin),
      waitForEdge: async ({ pin, edge, timeout }, { signal }) => {
        const began = performance.now()
        using deadline = withDeadline(timeout, signal, `Waiting for an edge of ${pin}`)
        for await (const seen of pins.edges(pin, deadline.signal))
          if (edge === 'both' || seen === edge) return { edge: seen, after: performance.now() - began }
        signal.throwIfAborted()
        throw new DeviceError('no-edge', `Pin ${pin} did not change within ${timeout} ms.`)
      },
      edges: async function* ({ pin }, { signal }) {
        for await (const edge of pins.edges(pin, signal)) yield { edge, time: performance.now() - started }
      },
    }
  },
})

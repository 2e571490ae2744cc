import { z } from 'zod'
import { defineDeviceType } from '../../runtime/plugin.ts'
import { simulatedDrivers } from './simulated-drivers.ts'

const names = simulatedDrivers.flatMap((driver) => driver.provides.map(({ name }) => name))
const own = Object.fromEntries(
  names.map((name) => [name, z.looseObject({}).optional().describe(`Keys of simulated-${name}.`)]),
)

/** A device that only pretends: it has the interfaces that are asked for, and can suffer every fault. */
export const simulatedDeviceType = defineDeviceType({
  type: 'simulated',
  doc: 'A device that only pretends. It has whatever interfaces a suite needs, and suffers faults on request.',
  config: z.strictObject({
    interfaces: z
      .array(z.enum(names as [string, ...string[]]))
      .default(names)
      .describe('Interfaces that it has; all if left out. Faults it can always suffer.'),
    ...own,
  }),
  drivers: ({ interfaces, ...settings }) => {
    const wanted = [...new Set(['faults', ...interfaces])]
    const keys = settings as Readonly<Record<string, object | undefined>>
    return Object.fromEntries(wanted.map((name) => [name, { type: `simulated-${name}`, ...keys[name] }]))
  },
})

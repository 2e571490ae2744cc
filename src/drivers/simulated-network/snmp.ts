import { z } from 'zod'
import { DeviceError } from '../../runtime/errors.ts'
import { snmp } from '../../runtime/interfaces/snmp.ts'
import { defineSimulation } from '../simulated/simulation.ts'

type Value = string | number | Uint8Array<ArrayBuffer>

/** An agent whose objects keep what is written to them. */
export const simulatedSnmp = defineSimulation(snmp, {
  overNetwork: true,
  config: {
    objects: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .default({ '1.3.6.1.2.1.1.1.0': 'Simulated device' })
      .describe('The objects, by number.'),
  },
  create: ({ objects }) => {
    const held = new Map<string, Value>(Object.entries(objects))
    const plain = (oid: string) => oid.replace(/^\./, '')
    const find = (oid: string) => held.get(plain(oid)) ?? missing(oid)
    return {
      get: ({ oid }) => find(oid),
      set: ({ oid, value }) => {
        find(oid)
        held.set(plain(oid), value)
      },
      walk: ({ oid }) =>
        [...held]
          .filter(([one]) => one.startsWith(`${plain(oid)}.`))
          .map(([one, value]) => ({ oid: one, value })),
    }
  },
})

function missing(oid: string): never {
  throw new DeviceError('simulated-missing', `The agent has no object ${oid}.`)
}

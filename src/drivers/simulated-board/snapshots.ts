import { DeviceError } from '../../runtime/errors.ts'
import { snapshots } from '../../runtime/interfaces/snapshots.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** States that only have names and times: going back to one starts the device anew. */
export const simulatedSnapshots = defineSimulation(snapshots, {
  ofBench: true,
  create: (_, { board, device }) => {
    const kept = new Map<string, number>()
    const check = (name: string) => {
      if (!kept.has(name)) throw new DeviceError('simulated-missing', `${device} keeps no state "${name}".`)
    }
    return {
      save: ({ name }) => void kept.set(name, Date.now()),
      restore: ({ name }) => {
        check(name)
        board.switch(true)
        board.restart('snapshot')
      },
      remove: ({ name }) => {
        check(name)
        kept.delete(name)
      },
      list: () => [...kept].map(([name, time]) => ({ name, time, bytes: 0 })),
    }
  },
})

import { mux } from '../../runtime/interfaces/mux.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** A switch of a memory card, at the device at first. */
export const simulatedMux = defineSimulation(mux, {
  ofBench: true,
  create: () => {
    let at: 'host' | 'dut' | 'off' = 'dut'
    return {
      connect: ({ position }) => {
        at = position
      },
      position: () => at,
    }
  },
})

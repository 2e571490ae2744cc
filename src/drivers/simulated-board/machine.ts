import { machine } from '../../runtime/interfaces/machine.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** A machine with buttons. */
export const simulatedMachine = defineSimulation(machine, {
  ofBench: true,
  create: (_, { board }) => {
    let paused = false
    return {
      reset: () => board.restart('external'),
      shutDown: () => board.switch(false),
      pause: () => {
        paused = true
      },
      resume: () => {
        paused = false
      },
      status: () => (board.on ? (paused ? 'paused' : 'running') : 'off'),
      monitor: () => '',
    }
  },
})

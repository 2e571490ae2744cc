import { z } from 'zod'
import { DeviceError } from '../../runtime/errors.ts'
import { states } from '../../runtime/interfaces/states.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** States in a row, the first without power: a device goes from one to the next, and begins anew to go back. */
export const simulatedStates = defineSimulation(states, {
  config: {
    states: z
      .array(z.string())
      .min(1)
      .default(['off', 'bootloader', 'shell'])
      .describe('The states in the order in which it goes through them; in the first it has no power.'),
  },
  create: ({ states: names }, { board, device }) => {
    let at = board.on ? names.length - 1 : 0
    board.listen(({ kind }) => {
      if (kind === 'start') at = names.length - 1
      if (kind === 'off') at = 0
    })
    return {
      list: () => names,
      current: () => names[at] ?? 'unknown',
      bringTo: ({ state }) => {
        const wanted = names.indexOf(state)
        if (wanted < 0)
          throw new DeviceError(
            'simulated-missing',
            `${device} has no state "${state}"; it has ${names.join(', ')}.`,
          )
        const way = wanted < at ? names.slice(0, wanted + 1) : names.slice(at, wanted + 1)
        board.switch(wanted > 0)
        at = wanted
        return way
      },
    }
  },
})

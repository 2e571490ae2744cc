import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { uart } from '../../runtime/interfaces/uart.ts'
import { defineSimulation } from '../simulated/simulation.ts'

const POLL_MS = 10

/** The lines of a serial port, joined as in a null-modem cable: RTS is read as CTS, DTR as DSR and DCD. */
export const simulatedUart = defineSimulation(uart, {
  config: { ringing: z.boolean().default(false).describe('Whether RI is on.') },
  create: ({ ringing }) => {
    const driven = { DTR: true, RTS: true }
    const lines = () => ({ CTS: driven.RTS, DSR: driven.DTR, DCD: driven.DTR, RI: ringing })
    return {
      sendBreak: ({ duration }, { signal }) => sleep(duration, { signal }),
      setLine: ({ line, state }) => {
        driven[line] = state
      },
      lines,
      waitForLine: async ({ line, state, timeout }, { signal }) => {
        for (
          const end = performance.now() + timeout;
          lines()[line] !== state;
          await sleep(POLL_MS, { signal })
        )
          if (performance.now() > end)
            throw new DeviceError('no-edge', `${line} is not ${state ? 'on' : 'off'} within ${timeout} ms.`)
      },
    }
  },
})

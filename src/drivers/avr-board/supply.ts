import { sleep } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import type { power } from '../../runtime/interfaces/power.ts'
import type { Supply } from '../avr-emulator/protocol.ts'
import type { LazyBoard } from './lazy-board.ts'

const NO_SUPPLY: Supply = { on: false, voltage: 0, current: 0 }

/** The board's power switch and meter. */
export function createSupply(board: LazyBoard): ImplementationOf<typeof power> {
  const read = (signal: AbortSignal) =>
    board.started ? board.ask('supply', undefined, { signal }) : NO_SUPPLY
  /** Must work with whatever is left of the board: closing a session calls it. */
  const off = async (signal: AbortSignal) => {
    if (board.working) await board.ask('powerOff', undefined, { signal })
  }
  return {
    on: (_, { signal }) => board.ask('powerOn', undefined, { signal }),
    off: (_, { signal }) => off(signal),
    cycle: async ({ offTime }, { signal }) => {
      await off(signal)
      // A fast board has no device time while it is off, so there is nothing to wait for.
      if (board.paced) await sleep(offTime, { signal })
      await board.ask('powerOn', undefined, { signal })
    },
    state: async (_, { signal }) => ((await read(signal)).on ? 'on' : 'off'),
    current: async (_, { signal }) => (await read(signal)).current,
    readings: async function* ({ every }, { signal }) {
      for (;;) {
        const { voltage, current } = await read(signal)
        yield { time: Date.now(), voltage, current }
        await sleep(every, { signal })
      }
    },
  }
}

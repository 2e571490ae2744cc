import type { ImplementationOf } from '../../runtime/driver.ts'
import type { faults } from '../../runtime/interfaces/faults.ts'
import type { LazyBoard } from './lazy-board.ts'

/** The faults that the board can suffer. */
export function createBoardFaults(board: LazyBoard): ImplementationOf<typeof faults> {
  return {
    brownOut: async ({ voltage, time }, context) => {
      const sag = { volts: voltage, milliseconds: time }
      try {
        const suffered = board.started && (await board.ask('sag', sag, context))
        if (!suffered) throw board.offError('A brown-out')
      } finally {
        // Whoever gives up waiting does not leave the board in its sag.
        if (context.signal.aborted && board.working) await board.ask('restoreSupply', undefined)
      }
    },
    hang: async (_, context) => {
      const hangs = board.started && (await board.ask('hang', undefined, context))
      if (!hangs) throw board.offError('A hang')
    },
    uartNoise: (noise, context) => board.ask('noise', noise, context),
  }
}

import { sleep } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { faults } from '../../runtime/interfaces/faults.ts'
import type { LazyBoard } from './lazy-board.ts'

type Faults = ImplementationOf<typeof faults>

/** Silence on the line, as it is by itself. */
const NO_NOISE = { rate: 0, lose: 0, seed: 1 }

/** The faults that the board can suffer; it says so of the others. */
export function createBoardFaults(board: LazyBoard): Faults {
  const impossible = (reason: string) => () => {
    const message = `${board.device} cannot suffer this fault: ${reason}.`
    const hint = 'A virtual board can suffer: brownOut, hang, bootLoop, uartNoise, consoleGap.'
    throw new SuiteError('fault-impossible', message, { device: board.device, hint })
  }
  return {
    ...supplyFaults(board),
    ...consoleFaults(board),
    slow: impossible('the clock of its processor is fixed'),
    failEvery: impossible('real firmware answers for it'),
    lie: impossible('real firmware answers for it'),
    loseNetwork: impossible('it has no network'),
    fillDisk: impossible('it has no disk'),
    end: async (_, context) => {
      if (!board.working) return
      await board.ask('noise', NO_NOISE, context)
      await board.ask('restoreSupply', undefined, context)
      await board.ask('bootLoop', undefined, context)
    },
  }
}

function supplyFaults(board: LazyBoard): Pick<Faults, 'brownOut' | 'hang' | 'bootLoop'> {
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
    bootLoop: async ({ every }, context) => {
      const loops = board.started && (await board.ask('bootLoop', every, context))
      if (!loops) throw board.offError('A boot loop')
    },
  }
}

function consoleFaults(board: LazyBoard): Pick<Faults, 'uartNoise' | 'consoleGap'> {
  return {
    uartNoise: (noise, context) => board.ask('noise', noise, context),
    consoleGap: async ({ time }, { signal }) => {
      board.consoleAway = true
      board.listener?.mark('the console went away', true)
      try {
        await sleep(time, { signal })
      } finally {
        board.consoleAway = false
        board.listener?.mark('the console is back', false)
      }
    },
  }
}

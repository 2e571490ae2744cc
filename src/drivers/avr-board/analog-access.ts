import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { analog } from '../../runtime/interfaces/analog.ts'
import type { LazyBoard } from './lazy-board.ts'
import { channelNamed, measurableNamed, SUPPLY_NODE } from './node-names.ts'

/** How far past its supply a pin may be driven (ATmega328P datasheet, absolute maximum ratings). */
const MARGIN = 0.5

/** The board's analog inputs, and a voltmeter for any of its pins. */
export function createAnalogAccess(board: LazyBoard): ImplementationOf<typeof analog> {
  return {
    apply: async ({ channel, voltage }, context) => {
      const node = channelNamed(channel, board.device)
      checkVoltage(voltage, channel, board)
      await board.ask('apply', { node, volts: voltage }, context)
    },
    measure: async ({ channel }, context) => {
      const node = measurableNamed(channel, board.device)
      if (node === SUPPLY_NODE) return (await board.ask('supply', undefined, context)).voltage
      return board.ask('volts', node, context)
    },
  }
}

function checkVoltage(volts: number, channel: string, board: LazyBoard): void {
  const highest = board.supply + MARGIN
  if (volts >= -MARGIN && volts <= highest) return
  const message = `${volts} V at ${channel} of ${board.device} would destroy the chip: it bears -${MARGIN} V to ${highest} V.`
  throw new SuiteError('voltage-out-of-range', message, { device: board.device })
}

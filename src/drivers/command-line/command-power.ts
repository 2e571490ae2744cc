import type { ImplementationOf } from '../../runtime/driver.ts'
import type { power } from '../../runtime/interfaces/power.ts'
import { createPower } from '../power-switch/create-power.ts'
import { Exchange } from '../power-switch/exchange.ts'
import type { MeterReading, PowerState } from '../power-switch/power-switch.ts'
import type { CommandsByMember } from './command-members.ts'
import type { CommandPlace } from './run-command-line.ts'

/**
 * Power by commands: a cycle that has no command of its own is made of off and on, and what was switched is verified
 * where a command tells the state.
 */
export function commandPower(
  plain: ImplementationOf<typeof power>,
  commands: CommandsByMember,
  { device, timeout }: CommandPlace,
): ImplementationOf<typeof power> {
  const exchange = new Exchange()
  const unit = {
    ...{ name: 'commands', exchange },
    set: async (state: PowerState, signal: AbortSignal) => {
      exchange.asked(`the command for ${state}`)
      await plain[state]({}, { signal })
      exchange.came('exit code 0')
    },
    ...(commands.state === undefined
      ? {}
      : { read: async (signal: AbortSignal): Promise<PowerState> => plain.state({}, { signal }) }),
    ...(commands.current === undefined
      ? {}
      : {
          measure: async (signal: AbortSignal): Promise<MeterReading> => ({
            current: await plain.current({}, { signal }),
          }),
        }),
  }
  const made = createPower(unit, { device, timeout })
  return {
    ...made,
    ...(commands.cycle === undefined ? {} : { cycle: plain.cycle }),
    ...(commands.readings === undefined ? {} : { readings: plain.readings }),
  }
}

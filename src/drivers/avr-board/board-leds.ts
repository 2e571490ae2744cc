import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { leds } from '../../runtime/interfaces/leds.ts'
import { LED_PIN } from '../avr-emulator/pins.ts'
import type { LazyBoard } from './lazy-board.ts'

/** The board's only light shines while its pin is high. */
export function createBoardLeds(board: LazyBoard): ImplementationOf<typeof leds> {
  return {
    list: () => ['LED'],
    state: async ({ led }, { signal }) => {
      if (led.toUpperCase() !== 'LED') throw unknownLed(led)
      return (await board.ask('level', LED_PIN, { signal })) ? 'on' : 'off'
    },
  }
}

function unknownLed(name: string): SuiteError {
  return new SuiteError('unknown-led', `The board has no light "${name}".`, { hint: 'It has one: LED' })
}

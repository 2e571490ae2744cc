import { defineDeviceType } from '../runtime/plugin.ts'
import { avrBoard } from './avr-board.ts'
import { avrLcd } from './avr-lcd.ts'

/** The virtual board: one driver gives it everything but a display. */
export const avrBoardType = defineDeviceType({
  type: 'avr-board',
  doc: avrBoard.doc,
  config: avrBoard.config.extend({
    lcd: avrLcd.config.optional().describe('Keys of avr-lcd, if it has a display.'),
  }),
  drivers: ({ lcd, ...config }) => ({
    mcu: { type: avrBoard.type, ...config },
    ...(lcd === undefined ? {} : { lcd: { type: avrLcd.type, ...lcd } }),
  }),
})

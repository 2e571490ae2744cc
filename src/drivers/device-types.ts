import { defineDeviceType } from '../runtime/plugin.ts'
import { avrBoard } from './avr-board.ts'

/** The virtual board: one driver gives it everything. */
export const avrBoardType = defineDeviceType({
  type: 'avr-board',
  doc: avrBoard.doc,
  config: avrBoard.config,
  drivers: (config) => ({ mcu: { type: avrBoard.type, ...config } }),
})

import { z } from 'zod'
import { lcd } from '../../runtime/interfaces/lcd.ts'
import { duration } from '../../runtime/units.ts'
import { awaitText } from '../character-lcd/await-text.ts'
import { defineSimulation } from '../simulated/simulation.ts'
import { ScriptedLcd } from './scripted-lcd.ts'

const rows = z.array(z.string())

/** A display that shows one text while its device boots and another afterwards, and nothing while the power is off. */
export const simulatedLcd = defineSimulation(lcd, {
  config: {
    size: z
      .string()
      .regex(/^[1-9]\d*x[1-9]\d*$/, 'expected columns and rows, such as 16x2')
      .default('16x2')
      .describe('Characters in a row, and rows: 16x2, 20x4.'),
    boot: rows.default([]).describe('What it shows at first after each start, row by row.'),
    bootTime: duration().default(0).describe('For how long it shows that.'),
    text: rows.default(['Simulated device']).describe('What it shows from then on.'),
  },
  create: ({ size, ...script }, { board, device }) => {
    const [columns = 1, count = 1] = size.split('x').map(Number)
    const display = new ScriptedLcd({ ...script, columns, rows: count }, board)
    const awaited = {
      device,
      faces: async function* (signal: AbortSignal) {
        for await (const shown of display.changes(signal)) yield { rows: shown }
        signal.throwIfAborted()
      },
      why: () => (board.on ? undefined : 'The power is off.'),
    }
    const started = performance.now()
    return {
      text: () => [...display.shown],
      state: () => ({
        display: board.on ? 'on' : 'off',
        ...{ columns, rows: count, cursor: { visible: false, blinking: false } },
      }),
      waitForText: (wanted, { signal }) => awaitText(awaited, wanted, signal),
      changes: async function* (_, { signal }) {
        for await (const shown of display.changes(signal))
          yield { time: performance.now() - started, rows: [...shown] }
      },
    }
  },
})

import { z } from 'zod'
import { defineDriver } from '../runtime/driver.ts'
import { LabError } from '../runtime/errors.ts'
import { lcd } from '../runtime/interfaces/lcd.ts'
import { createBoardLcd } from './avr-board/board-lcd.ts'
import { boardOfPins } from './avr-board/lazy-board.ts'
import { isPinName, pinNamed } from './avr-board/node-names.ts'
import type { LcdSize } from './character-lcd/lcd-face.ts'
import type { LcdWiring } from './character-lcd/lcd-module.ts'

/** Cells that one controller has, and how many columns and rows a glass with one controller may have. */
const CELLS = 80
const ROWS = [1, 2, 4]

const pin = z
  .string()
  .refine(isPinName, { error: 'expected a pin of the chip, such as PB0 or D8', abort: true })
const size = z
  .string()
  .regex(/^\d+x\d+$/, { error: 'expected columns and rows, such as 16x2', abort: true })
  .refine((text) => isSize(sizeOf(text)), 'expected 1, 2 or 4 rows, and at most 80 characters in all')

const config = z
  .strictObject({
    size: size.default('16x2').describe('Characters in a row, and rows: 16x2, 20x4.'),
    rs: pin.describe('Pin at RS, register select.'),
    e: pin.describe('Pin at E, enable.'),
    rw: pin.optional().describe('Pin at R/W; tied to ground if left out, so that nothing can be read.'),
    d0: pin.optional().describe('Pin at D0; the lower four are left out where the bus has four wires.'),
    d1: pin.optional().describe('Pin at D1.'),
    d2: pin.optional().describe('Pin at D2.'),
    d3: pin.optional().describe('Pin at D3.'),
    d4: pin.describe('Pin at D4.'),
    d5: pin.describe('Pin at D5.'),
    d6: pin.describe('Pin at D6.'),
    d7: pin.describe('Pin at D7.'),
    backlight: pin.optional().describe('Pin that switches the backlight on while it is high.'),
  })
  .superRefine((wires, context) => {
    for (const [name, problem] of problemsOf(wires))
      context.addIssue({ code: 'custom', path: [name], message: problem })
  })

type Config = z.output<typeof config>

/** A character display on pins of the virtual board, with the controller that nearly all of them have. */
export const avrLcd = defineDriver({
  type: 'avr-lcd',
  doc: 'A character LCD with an HD44780 controller on pins of the virtual board.',
  testedAgainst: 'firmware in C that drives it over four wires, on the emulator',
  provides: [lcd],
  needs: ['gpio'],
  config,
  open: async (wires, { device, needs, signal }) => {
    const board = boardOfPins(needs.gpio)
    if (board === undefined) throw otherPins(device)
    const wiring = wiringOf(wires, device)
    const number = await board.ask('attachLcd', wiring, { signal })
    return { lcd: createBoardLcd(board, number, wiring), [Symbol.asyncDispose]: async () => {} }
  },
})

function wiringOf(wires: Config, device: string): LcdWiring {
  const named = (name: string) => pinNamed(name, device)
  const { size: text, rs, e, rw, d0, d1, d2, d3, d4, d5, d6, d7, backlight } = wires
  const data = [d7, d6, d5, d4, d3, d2, d1, d0].filter((wire) => wire !== undefined)
  return {
    size: sizeOf(text),
    ...{ rs: named(rs), e: named(e), data: data.map(named) },
    ...(rw === undefined ? {} : { rw: named(rw) }),
    ...(backlight === undefined ? {} : { backlight: named(backlight) }),
  }
}

/** Keys with what is wrong: a pin that is taken, four wires of eight that are not all there. */
function problemsOf({ size: _, ...wires }: Config): [string, string][] {
  const pins = Object.entries(wires).flatMap(([name, wire]) =>
    wire === undefined ? [] : [[name, pinNamed(wire, 'the board')] as const],
  )
  const lower = ['d0', 'd1', 'd2', 'd3'] as const
  const some = lower.some((name) => wires[name] !== undefined)
  const missing = some ? lower.filter((name) => wires[name] === undefined) : []
  return [
    ...pins.flatMap(([name, wire], index): [string, string][] => {
      const other = pins.slice(0, index).find(([, taken]) => taken === wire)
      return other === undefined ? [] : [[name, `${wire} is at ${other[0]} already`]]
    }),
    ...missing.map((name): [string, string] => [name, 'expected a pin: the bus has four wires or eight']),
  ]
}

function sizeOf(text: string): LcdSize {
  const [columns = 0, rows = 0] = text.split('x').map(Number)
  return { columns, rows }
}

function isSize({ columns, rows }: LcdSize): boolean {
  return columns > 0 && ROWS.includes(rows) && columns * rows <= CELLS
}

function otherPins(device: string): LabError {
  const message = `The LCD of ${device} hangs on pins of an avr-board, and other pins are there.`
  return new LabError('no-virtual-board', message, {
    device,
    hint: 'Name the driver of the virtual board: needs: { gpio: mcu }',
  })
}

import type { Hd44780 } from './hd44780.ts'
import { characterOf } from './rom-a00.ts'

/** Characters in a row, and rows. */
export interface LcdSize {
  readonly columns: number
  readonly rows: number
}

/** What can be seen of a display, and what its controller went through. */
export interface LcdFace {
  readonly powered: boolean
  readonly on: boolean
  /** Without blanks at their ends. */
  readonly rows: readonly string[]
  /** Where the next character goes, from 1; undefined if that cell cannot be seen. */
  readonly cursor?: { readonly row: number; readonly column: number }
  readonly cursorVisible: boolean
  readonly blinking: boolean
  /** Undefined if it has none that could be switched. */
  readonly backlight?: 'on' | 'off'
  readonly twoLines: boolean
  /** Instructions and data that the controller took, how much of that was data, and what came while it was busy. */
  readonly taken: number
  readonly characters: number
  readonly lost: number
}

/** What a controller shows on a glass of that size; without a controller the power is off. */
export function faceOf(controller: Hd44780 | undefined, size: LcdSize): LcdFace {
  const on = controller?.on ?? false
  const cursor = controller === undefined ? undefined : cursorOn(controller, size)
  return {
    powered: controller !== undefined,
    on,
    rows: Array.from({ length: size.rows }, (_, row) =>
      controller !== undefined && on ? rowOf(controller, size, row) : '',
    ),
    ...(cursor === undefined ? {} : { cursor }),
    cursorVisible: on && (controller?.cursorVisible ?? false),
    blinking: on && (controller?.blinking ?? false),
    twoLines: controller?.memory.twoLines ?? false,
    taken: controller?.taken ?? 0,
    characters: controller?.characters ?? 0,
    lost: controller?.lost ?? 0,
  }
}

/** Rows three and four go on where the first two end, so that four rows are two lines of the controller. */
function rowOf({ memory, fiveByTen }: Hd44780, { columns }: LcdSize, row: number): string {
  const line = row & 1
  if (line === 1 && !memory.twoLines) return ''
  const first = (row >> 1) * columns + memory.shift
  const cells = Array.from({ length: columns }, (_, column) =>
    characterOf(memory.at(line, (first + column) % memory.lineLength), fiveByTen),
  )
  return cells.join('').trimEnd()
}

function cursorOn({ memory }: Hd44780, { columns, rows }: LcdSize): LcdFace['cursor'] {
  const { position } = memory
  if (position === undefined || position.column >= memory.lineLength) return undefined
  const seen = (position.column - memory.shift + memory.lineLength) % memory.lineLength
  const row = Math.floor(seen / columns) * 2 + position.line
  return row < rows ? { row: row + 1, column: (seen % columns) + 1 } : undefined
}

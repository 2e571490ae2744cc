import type { ImplementationOf } from '../../runtime/driver.ts'
import type { lcd } from '../../runtime/interfaces/lcd.ts'
import { awaitText } from '../character-lcd/await-text.ts'
import type { LcdFace } from '../character-lcd/lcd-face.ts'
import type { LcdWiring } from '../character-lcd/lcd-module.ts'
import type { LazyBoard } from './lazy-board.ts'
import { lcdChanges, whyLcdLacks } from './lcd-faces.ts'

/** One of the board's character displays. */
export function createBoardLcd(
  board: LazyBoard,
  number: number,
  wiring: LcdWiring,
): ImplementationOf<typeof lcd> {
  const awaited = {
    device: board.device,
    faces: async function* (signal: AbortSignal) {
      for await (const { face } of lcdChanges(board, number, signal)) yield face
    },
    why: (face: LcdFace, row: number | undefined) => whyLcdLacks(face, row, wiring),
  }
  return {
    text: async (_, context) => [...(await board.ask('lcd', number, context)).rows],
    state: async (_, context) => stateOf(await board.ask('lcd', number, context), wiring),
    waitForText: (wanted, { signal }) => awaitText(awaited, wanted, signal),
    changes: async function* (_, { signal }) {
      let last: string | undefined
      for await (const { face, time } of lcdChanges(board, number, signal)) {
        const shown = face.rows.join('\n')
        if (shown !== last) yield { time, rows: [...face.rows] }
        last = shown
      }
    },
  }
}

function stateOf(face: LcdFace, { size }: LcdWiring) {
  return {
    display: face.on ? ('on' as const) : ('off' as const),
    ...(face.backlight === undefined ? {} : { backlight: face.backlight }),
    ...size,
    cursor: { visible: face.cursorVisible, blinking: face.blinking, ...face.cursor },
  }
}

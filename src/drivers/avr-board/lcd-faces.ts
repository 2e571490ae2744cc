import type { LcdChange } from '../avr-emulator/protocol.ts'
import type { LcdFace } from '../character-lcd/lcd-face.ts'
import type { LcdWiring } from '../character-lcd/lcd-module.ts'
import type { LazyBoard } from './lazy-board.ts'

/** What a display of the board shows, at once and whenever that changes; ends with the signal's reason. */
export async function* lcdChanges(
  board: LazyBoard,
  lcd: number,
  signal: AbortSignal,
): AsyncGenerator<LcdChange> {
  const heard: LcdChange[] = []
  let wake = () => {}
  const forget = board.onLcdChange((change) => {
    if (change.lcd === lcd) heard.push(change)
    wake()
  })
  const stop = () => wake()
  signal.addEventListener('abort', stop)
  try {
    yield await board.ask('watchLcd', lcd, { signal })
    for (;;) {
      signal.throwIfAborted()
      yield* heard.splice(0)
      if (heard.length > 0 || signal.aborted) continue
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    forget()
    signal.removeEventListener('abort', stop)
    if (board.working) await board.ask('unwatchLcd', lcd)
  }
}

/** Why a display shows nothing, or not what was expected, in one sentence; undefined if nothing is wrong with it. */
export function whyLcdLacks(face: LcdFace, row: number | undefined, wiring: LcdWiring): string | undefined {
  if (!face.powered) return 'The power is off.'
  if (face.taken + face.lost === 0)
    return `Nothing was written to it since the power came: does the firmware use these pins? ${pinsOf(wiring)}`
  if (!face.on)
    return `The firmware has not switched it on; the controller took ${face.taken} writes at ${pinsOf(wiring)}${tooEarly(face)}.`
  if (row !== undefined && row % 2 === 0 && !face.twoLines)
    return 'The firmware set the controller to one line, so every second row stays empty.'
  return face.lost === 0 ? undefined : `Some writes were lost${tooEarly(face)}.`
}

function tooEarly({ lost }: LcdFace): string {
  return lost === 0 ? '' : `, since ${lost} came while the controller was busy`
}

function pinsOf({ rs, rw, e, data }: LcdWiring): string {
  const names = data.map((_, index) => `D${7 - index}`)
  const wires = [['RS', rs], ['RW', rw], ['E', e], ...names.map((name, index) => [name, data[index]])]
  return wires.flatMap(([name, pin]) => (pin === undefined ? [] : [`${name} ${pin}`])).join(', ')
}

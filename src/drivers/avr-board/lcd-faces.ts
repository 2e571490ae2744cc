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
  const { taken, lost, characters } = face
  const pins = `does the firmware use these pins? ${pinsOf(wiring)}`
  if (!face.powered) return 'The power is off.'
  if (taken + lost === 0) return `Nothing was written to it since the power came: ${pins}`
  if (lost > 0)
    return `${lost} of ${taken + lost} writes came while the controller was busy, and were lost: does the firmware wait long enough? If so, ${pins}`
  if (!face.on) return `The firmware has not switched it on, in ${taken} writes: ${pins}`
  if (characters === 0) return `No character was written to it, in ${taken} writes: ${pins}`
  const isMissing = row !== undefined && row % 2 === 0 && !face.twoLines
  return isMissing ? 'The firmware set the controller to one line: every second row stays empty.' : undefined
}

function pinsOf({ rs, rw, e, data }: LcdWiring): string {
  const names = data.map((_, index) => `D${7 - index}`)
  const wires = [['RS', rs], ['RW', rw], ['E', e], ...names.map((name, index) => [name, data[index]])]
  return wires.flatMap(([name, pin]) => (pin === undefined ? [] : [`${name} ${pin}`])).join(', ')
}

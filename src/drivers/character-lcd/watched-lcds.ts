import type { LcdFace } from './lcd-face.ts'
import type { LcdModule } from './lcd-module.ts'

interface WatchedLcd {
  readonly lcd: LcdModule
  watchers: number
  /** What was told last, as text. */
  told: string
}

/** The displays of a board by number, and who wants to know when one shows something else. */
export class WatchedLcds {
  readonly #list: WatchedLcd[] = []

  /** The result is its number. */
  add(lcd: LcdModule): number {
    return this.#list.push({ lcd, watchers: 0, told: '' }) - 1
  }

  face(number: number): LcdFace {
    return this.#of(number).lcd.face()
  }

  /** Several may watch one display: it is reported until the last has gone. */
  watch(number: number): LcdFace {
    const watched = this.#of(number)
    const face = watched.lcd.face()
    if (watched.watchers++ === 0) watched.told = JSON.stringify(face)
    return face
  }

  unwatch(number: number): void {
    this.#of(number).watchers--
  }

  /** Tells what watched displays show, where it is not what was told last. */
  report(tell: (number: number, face: LcdFace) => void): void {
    for (const [number, watched] of this.#list.entries()) {
      if (watched.watchers === 0) continue
      const face = watched.lcd.face()
      const text = JSON.stringify(face)
      if (text === watched.told) continue
      watched.told = text
      tell(number, face)
    }
  }

  #of(number: number): WatchedLcd {
    const watched = this.#list[number]
    if (watched === undefined) throw new Error(`There is no display ${number}.`)
    return watched
  }
}

import type { LcdFace } from '../character-lcd/lcd-face.ts'
import type { LcdWiring } from '../character-lcd/lcd-module.ts'
import type { Noise } from './noise.ts'

/** Voltages in volts and currents in amperes that the board is modelled with. */
export interface BoardElectrics {
  readonly supply: number
  readonly brownOutLevel: number
  readonly activeCurrent: number
  readonly idleCurrent: number
  readonly ledCurrent: number
}

/** What the board's thread is started with. */
export interface BoardStart {
  readonly flash: Uint8Array
  /** `real` keeps device time at wall time; `fast` runs as fast as it can, up to ten seconds ahead of the last request. */
  readonly pace: 'real' | 'fast'
  readonly electrics: BoardElectrics
}

/** What the board's supply does at one moment. */
export interface Supply {
  readonly on: boolean
  readonly voltage: number
  readonly current: number
}

/** The requests that the thread answers: parameters and answer of each. Pins and nodes go by their datasheet names. */
export interface BoardRequests {
  powerOn: { params: undefined; answer: undefined }
  powerOff: { params: undefined; answer: undefined }
  supply: { params: undefined; answer: Supply }
  /** Writes the whole flash; the answer is what was read back. */
  program: { params: Uint8Array; answer: Uint8Array }
  readFlash: { params: undefined; answer: Uint8Array }
  /** Answered when the last byte has arrived; false if the power was off, so that nothing was sent. */
  send: { params: Uint8Array; answer: boolean }
  level: { params: string; answer: boolean }
  volts: { params: string; answer: number }
  apply: { params: { readonly node: string; readonly volts: number | undefined }; answer: undefined }
  /** Reports changes of a pin from now on; the answer is the device time in milliseconds. */
  watch: { params: string; answer: number }
  unwatch: { params: string; answer: undefined }
  /** Connects a display to pins; the answer is its number. */
  attachLcd: { params: LcdWiring; answer: number }
  lcd: { params: number; answer: LcdFace }
  /** Reports what a display shows whenever it changes; the answer is what it shows now. */
  watchLcd: { params: number; answer: LcdChange }
  unwatchLcd: { params: number; answer: undefined }
  /** Answered when the supply has recovered; false if the power was off. */
  sag: { params: { readonly volts: number; readonly milliseconds: number }; answer: boolean }
  restoreSupply: { params: undefined; answer: undefined }
  /** False if the power was off. */
  hang: { params: undefined; answer: boolean }
  /** Milliseconds of device time between two restarts, undefined to end them; false if the power was off. */
  bootLoop: { params: number | undefined; answer: boolean }
  noise: { params: Noise; answer: undefined }
}

export type RequestName = keyof BoardRequests

/** A request on its way to the thread. */
export type Request = {
  [Name in RequestName]: {
    readonly id: number
    readonly name: Name
    readonly params: BoardRequests[Name]['params']
  }
}[RequestName]

/** A change of a watched pin; `time` is device time in milliseconds; it stands still while the power is off. */
export interface PinEdge {
  readonly pin: string
  readonly edge: 'rising' | 'falling'
  readonly time: number
}

/** What a watched display shows from now on; `time` is device time in milliseconds. */
export interface LcdChange {
  readonly lcd: number
  readonly face: LcdFace
  readonly time: number
}

/** What comes back from the thread, in the order in which it happened. */
export type Report =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | ({ readonly kind: 'edge' } & PinEdge)
  | ({ readonly kind: 'lcd' } & LcdChange)

/** A signal: where its bits stand in the data of a message, and how they make a value. */
export interface DbcSignal {
  readonly name: string
  /** As the file says: the lowest bit of little-endian signals, the highest of big-endian ones. */
  readonly start: number
  readonly length: number
  readonly byteOrder: 'little' | 'big'
  readonly format: 'unsigned' | 'signed' | 'float'
  readonly factor: number
  readonly offset: number
  readonly minimum: number
  readonly maximum: number
  readonly unit: string
  /** Names of raw values. */
  readonly labels: ReadonlyMap<bigint, string>
  /** True if its value says which other signals are in the message. */
  readonly isSwitch: boolean
  /** It is in the message only if the switch has one of these values. */
  readonly when?: { readonly by?: string; readonly ranges: readonly (readonly [bigint, bigint])[] }
}

/** A message: a frame of a certain identifier. */
export interface DbcMessage {
  readonly id: number
  readonly extended: boolean
  readonly name: string
  readonly length: number
  readonly signals: readonly DbcSignal[]
}

/** The messages of a DBC file. */
export interface DbcFile {
  readonly messages: readonly DbcMessage[]
}

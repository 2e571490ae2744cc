/** A stretch of bytes that an image puts at an address. */
export interface ImageSegment {
  readonly address: number
  readonly bytes: Uint8Array
}

/** A processor as ELF files name it. */
export interface ImageMachine {
  readonly code: number
  readonly name: string
  /** From this address on nothing belongs into memory; the RAM of an AVR, unless told otherwise. */
  readonly beyond?: number
}

/** What an image must fit. */
export interface ImageTarget {
  /** Size of the flash in bytes; it starts at address 0. */
  readonly size: number
  /** `e_machine` of ELF files for this chip, and its name for messages. */
  readonly machine: ImageMachine
}

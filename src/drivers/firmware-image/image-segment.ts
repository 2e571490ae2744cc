/** A stretch of bytes that an image puts at an address. */
export interface ImageSegment {
  readonly address: number
  readonly bytes: Uint8Array
}

/** What an image must fit. */
export interface ImageTarget {
  /** Size of the flash in bytes; it starts at address 0. */
  readonly size: number
  /** `e_machine` of ELF files for this chip, and its name for messages. */
  readonly machine: { readonly code: number; readonly name: string }
}

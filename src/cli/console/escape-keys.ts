/** Ctrl-], as in telnet. */
const ESCAPE = 0x1d

/** What was typed: bytes for the device, and what is meant for us. */
export interface Typed {
  readonly bytes: Uint8Array
  readonly wish: 'none' | 'quit' | 'help'
}

/** Finds the escape key in what is typed, also when the key after it comes later. */
export class EscapeKeys {
  #escaped = false

  /** Splits what was typed; what follows a wish to quit is dropped. */
  read(chunk: Uint8Array): Typed[] {
    const typed: Typed[] = []
    let start = 0
    for (const [index, byte] of chunk.entries()) {
      if (this.#escaped) {
        this.#escaped = false
        typed.push(answer(byte))
        start = index + 1
        if (typed.at(-1)?.wish === 'quit') return typed
      } else if (byte === ESCAPE) {
        if (index > start) typed.push({ bytes: chunk.subarray(start, index), wish: 'none' })
        this.#escaped = true
        start = index + 1
      }
    }
    if (start < chunk.length) typed.push({ bytes: chunk.subarray(start), wish: 'none' })
    return typed
  }
}

/** The escape key twice sends it. */
function answer(byte: number): Typed {
  const none = new Uint8Array()
  if (byte === ESCAPE) return { bytes: Uint8Array.of(ESCAPE), wish: 'none' }
  const key = String.fromCharCode(byte).toLowerCase()
  return { bytes: none, wish: key === 'q' || byte === 0x03 || byte === 0x04 ? 'quit' : 'help' }
}

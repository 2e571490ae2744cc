/** The bytes of RFC 854 that are no text. */
export const IAC = 255
const SE = 240
const SB = 250
const CARRIAGE_RETURN = 13
const LINE_FEED = 10
/** No option needs more; what is longer is not kept. */
const LONGEST_SUBNEGOTIATION = 4096

/** The four words of a negotiation, by their codes. */
export const VERBS = { will: 251, wont: 252, do: 253, dont: 254 } as const
/** One word of a negotiation. */
export type Verb = keyof typeof VERBS

/** What a telnet stream is made of. */
export type TelnetPart =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'option'; readonly verb: Verb; readonly option: number }
  | { readonly kind: 'subnegotiation'; readonly option: number; readonly bytes: Uint8Array }
  | { readonly kind: 'command'; readonly code: number }

/** Takes a telnet stream apart, in whatever pieces it comes. */
export class TelnetDecoder {
  /** True if the other side sends all eight bits: then CR NUL is not a CR. */
  binary = false
  #state: 'data' | 'iac' | 'option' | 'sub' | 'sub-iac' = 'data'
  #verb: Verb = 'will'
  #sub: number[] = []
  #afterReturn = false

  /** The parts of a piece, in order. */
  decode(chunk: Uint8Array): TelnetPart[] {
    const parts: TelnetPart[] = []
    for (let at = 0; at < chunk.length; ) {
      if (this.#state === 'data') at = this.#data(chunk, at, parts)
      else this.#step(chunk[at++] as number, parts)
    }
    return parts
  }

  /** Text up to the next command. */
  #data(chunk: Uint8Array, from: number, parts: TelnetPart[]): number {
    const next = chunk.indexOf(IAC, from)
    const end = next === -1 ? chunk.length : next
    const bytes = this.#text(chunk.subarray(from, end))
    if (bytes.length > 0) parts.push({ kind: 'data', bytes })
    if (next === -1) return end
    this.#state = 'iac'
    return end + 1
  }

  /** The NUL that follows a bare CR is no text. */
  #text(bytes: Uint8Array): Uint8Array {
    if (bytes.length === 0) return bytes
    const afterReturn = this.#afterReturn
    this.#afterReturn = bytes.at(-1) === CARRIAGE_RETURN
    if (this.binary || !bytes.includes(0)) return bytes
    return bytes.filter((byte, index) => {
      const previous = index === 0 ? afterReturn : bytes[index - 1] === CARRIAGE_RETURN
      return byte !== 0 || !previous
    })
  }

  #step(byte: number, parts: TelnetPart[]): void {
    if (this.#state === 'iac') this.#command(byte, parts)
    else if (this.#state === 'option') {
      parts.push({ kind: 'option', verb: this.#verb, option: byte })
      this.#state = 'data'
    } else if (this.#state === 'sub') {
      if (byte === IAC) this.#state = 'sub-iac'
      else this.#keep(byte)
    } else this.#inSub(byte, parts)
  }

  #command(byte: number, parts: TelnetPart[]): void {
    const verb = (Object.keys(VERBS) as Verb[]).find((name) => VERBS[name] === byte)
    this.#state = verb !== undefined ? 'option' : byte === SB ? 'sub' : 'data'
    if (verb !== undefined) this.#verb = verb
    else if (byte === SB) this.#sub = []
    else if (byte === IAC) {
      this.#afterReturn = false
      parts.push({ kind: 'data', bytes: Uint8Array.of(IAC) })
    } else parts.push({ kind: 'command', code: byte })
  }

  #inSub(byte: number, parts: TelnetPart[]): void {
    this.#state = byte === IAC ? 'sub' : 'data'
    if (byte === IAC) this.#keep(IAC)
    else this.#endSub(byte, parts)
  }

  #endSub(byte: number, parts: TelnetPart[]): void {
    // Anything but SE is a mistake of the other side; the subnegotiation ends there too.
    const [option, ...bytes] = this.#sub
    if (option !== undefined) parts.push({ kind: 'subnegotiation', option, bytes: Uint8Array.from(bytes) })
    if (byte !== SE) this.#command(byte, parts)
  }

  #keep(byte: number): void {
    if (this.#sub.length < LONGEST_SUBNEGOTIATION) this.#sub.push(byte)
  }
}

/** Text as it goes over the line; where only seven bits are agreed on, a bare CR is followed by NUL. */
export function encodeText(bytes: Uint8Array, binary: boolean): Uint8Array {
  if (!bytes.includes(IAC) && (binary || !bytes.includes(CARRIAGE_RETURN))) return bytes
  const encoded: number[] = []
  for (const [index, byte] of bytes.entries()) {
    encoded.push(byte)
    if (byte === IAC) encoded.push(IAC)
    else if (!binary && byte === CARRIAGE_RETURN && bytes[index + 1] !== LINE_FEED) encoded.push(0)
  }
  return Uint8Array.from(encoded)
}

/** A word of a negotiation. */
export function encodeOption(verb: Verb, option: number): Uint8Array {
  return Uint8Array.of(IAC, VERBS[verb], option)
}

/** What is said about an option. */
export function encodeSubnegotiation(option: number, bytes: Iterable<number>): Uint8Array {
  const escaped = [...bytes].flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte]))
  return Uint8Array.from([IAC, SB, option, ...escaped, IAC, SE])
}

/** A command without an option, such as BREAK. */
export function encodeCommand(code: number): Uint8Array {
  return Uint8Array.of(IAC, code)
}

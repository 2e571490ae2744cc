import { type Checksum, checksumBytes } from './checksum.ts'
import {
  BINARY,
  BINARY_32,
  endOf,
  HEX,
  type Header,
  type HeaderKind,
  headerOf,
  type SubpacketEnd,
  XOFF,
  XON,
  ZDLE,
  ZPAD,
} from './header.ts'

/** What comes over a line of ZMODEM; what is none of it is read over. */
export type Part =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'data'; readonly data: Buffer; readonly end: SubpacketEnd }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'cancelled' }

/** Headers behind which data follow. */
const WITH_DATA: ReadonlySet<HeaderKind> = new Set(['ZDATA', 'ZFILE', 'ZSINIT', 'ZCOMMAND'])
/** The longest subpacket that anyone sends is 8 KiB. */
const LONGEST = 32 * 1024
const CANCEL = 5
const HEX_DIGITS = 14
/** What a byte is that is no byte of the data: nothing by itself, or wrong. Ends of subpackets are set apart by a bit. */
const NOTHING = -1
const WRONG = -2
const END = 0x100

/** Stands behind a header in digits, before the data that follow it. */
const LINE_END = '\r\n'

type State = 'hunting' | 'padded' | 'begun' | 'hex' | 'header' | 'line end' | 'data' | 'sum'

/** Takes the bytes of a line as they come and tells what they are; after damage it looks for the next header. */
export class FrameReader {
  readonly #taken = Buffer.allocUnsafe(LONGEST)
  #length = 0
  #state: State = 'hunting'
  #checksum: Checksum = 16
  #isEscaped = false
  #cancels = 0
  /** Where the data end and their checksum begins. */
  #dataLength = 0

  /** What has become whole with these bytes. */
  push(bytes: Uint8Array): Part[] {
    const parts: Part[] = []
    for (const byte of bytes) {
      this.#cancels = byte === ZDLE ? this.#cancels + 1 : 0
      const part = this.#cancels === CANCEL ? this.#cancelled() : this.#take(byte)
      if (part !== undefined) parts.push(part)
    }
    return parts
  }

  #take(byte: number): Part | undefined {
    switch (this.#state) {
      case 'hunting':
        return this.#become(isPad(byte) ? 'padded' : 'hunting')
      case 'padded':
        if (isFlow(byte) || isPad(byte)) return undefined
        return this.#become((byte & 0x7f) === ZDLE ? 'begun' : 'hunting')
      case 'begun':
        return this.#begin(byte)
      case 'hex':
        return this.#hex(byte)
      case 'line end':
        return this.#lineEnd(byte)
      default:
        return this.#unescaped(byte, this.#decode(byte))
    }
  }

  #become(state: State): undefined {
    this.#state = state
    this.#length = 0
    this.#isEscaped = false
  }

  #begin(byte: number): undefined {
    if (isFlow(byte)) return
    this.#checksum = byte === BINARY_32 ? 32 : 16
    if (byte === BINARY || byte === BINARY_32) this.#become('header')
    else this.#become(byte === HEX ? 'hex' : 'hunting')
  }

  #hex(byte: number): Part | undefined {
    if (isFlow(byte)) return undefined
    if (!/[0-9a-f]/i.test(String.fromCharCode(byte & 0x7f))) return this.#damaged(byte)
    this.#taken[this.#length++] = byte & 0x7f
    if (this.#length < HEX_DIGITS) return undefined
    return this.#header(Buffer.from(this.#taken.toString('latin1', 0, HEX_DIGITS), 'hex'))
  }

  /** A byte of a binary header or of data, when escapes are resolved. */
  #unescaped(raw: number, byte: number): Part | undefined {
    if (byte === NOTHING) return undefined
    const isEnd = byte >= END
    if (byte === WRONG || this.#length === LONGEST || (isEnd && this.#state !== 'data'))
      return this.#damaged(raw)
    // The checksum counts the end of the data too.
    this.#taken[this.#length++] = byte & 0xff
    if (isEnd) {
      this.#dataLength = this.#length
      this.#state = 'sum'
    }
    const sum = this.#checksum / 8
    if (this.#state === 'header' && this.#length === 5 + sum)
      return this.#header(Buffer.from(this.#taken.subarray(0, this.#length)))
    return this.#state === 'sum' && this.#length === this.#dataLength + sum ? this.#data() : undefined
  }

  #header(bytes: Buffer): Part {
    const header = isWhole(bytes, 5, this.#checksum) ? headerOf(bytes) : undefined
    if (header === undefined) return this.#damaged(0)
    const isHex = this.#state === 'hex'
    this.#become(WITH_DATA.has(header.kind) ? (isHex ? 'line end' : 'data') : 'hunting')
    return { kind: 'header', header }
  }

  #lineEnd(byte: number): Part | undefined {
    if (String.fromCharCode(byte & 0x7f) !== LINE_END[this.#length]) {
      this.#become('data')
      return this.#take(byte)
    }
    return ++this.#length === LINE_END.length ? this.#become('data') : undefined
  }

  #data(): Part {
    const end = endOf(this.#taken[this.#dataLength - 1] as number) as SubpacketEnd
    if (!isWhole(this.#taken.subarray(0, this.#length), this.#dataLength, this.#checksum))
      return this.#damaged(0)
    const data = Buffer.from(this.#taken.subarray(0, this.#dataLength - 1))
    this.#become(end === 'E' || end === 'W' ? 'hunting' : 'data')
    return { kind: 'data', data, end }
  }

  #damaged(byte: number): Part {
    this.#become(isPad(byte) ? 'padded' : 'hunting')
    return { kind: 'damaged' }
  }

  #cancelled(): Part {
    this.#become('hunting')
    return { kind: 'cancelled' }
  }

  #decode(byte: number): number {
    if (isFlow(byte)) return NOTHING
    if (!this.#isEscaped) {
      this.#isEscaped = byte === ZDLE
      return this.#isEscaped ? NOTHING : byte
    }
    if (byte === ZDLE) return NOTHING // one of a row that cancels
    this.#isEscaped = false
    if (endOf(byte) !== undefined) return END | byte
    if (byte === 0x6c || byte === 0x6d) return byte === 0x6c ? 0x7f : 0xff
    return (byte & 0x60) === 0x40 ? byte ^ 0x40 : WRONG
  }
}

function isPad(byte: number): boolean {
  return (byte & 0x7f) === ZPAD
}

/** Flow control is for those between, wherever it comes. */
function isFlow(byte: number): boolean {
  const plain = byte & 0x7f
  return plain === XON || plain === XOFF
}

function isWhole(bytes: Buffer, length: number, checksum: Checksum): boolean {
  return checksumBytes(bytes.subarray(0, length), checksum).equals(bytes.subarray(length))
}

/** A packet of a capture. */
export interface Packet {
  /** Milliseconds since the Unix epoch. */
  readonly time: number
  /** Length on the line. */
  readonly length: number
  readonly data: Uint8Array<ArrayBuffer>
}

/** Bytes of the head of a pcap file, and of a packet. */
export const HEAD_BYTES = 24
const RECORD_BYTES = 16

const MICROSECONDS = 0xa1b2c3d4
const NANOSECONDS = 0xa1b23c4d

/** Reads a pcap file as it grows: takes bytes in pieces, gives the packets that are whole. */
export class PcapReader {
  #rest: Buffer = Buffer.alloc(0)
  #layout: { readonly littleEndian: boolean; readonly perMillisecond: number } | undefined

  /** Takes the next piece; throws an Error if it is no pcap file. */
  take(piece: Uint8Array): Packet[] {
    this.#rest = Buffer.concat([this.#rest, piece])
    if (this.#layout === undefined && this.#rest.length < HEAD_BYTES) return []
    this.#layout ??= this.#readHead()
    const packets: Packet[] = []
    for (;;) {
      const packet = this.#next()
      if (packet === undefined) return packets
      packets.push(packet)
    }
  }

  #readHead() {
    const [big, little] = [this.#rest.readUInt32BE(0), this.#rest.readUInt32LE(0)]
    const magic = [big, little].find((one) => one === MICROSECONDS || one === NANOSECONDS)
    if (magic === undefined) throw new Error('The capture is no pcap file.')
    this.#rest = this.#rest.subarray(HEAD_BYTES)
    return { littleEndian: magic === little, perMillisecond: magic === NANOSECONDS ? 1e6 : 1e3 }
  }

  #next(): Packet | undefined {
    if (this.#layout === undefined || this.#rest.length < RECORD_BYTES) return undefined
    const { littleEndian, perMillisecond } = this.#layout
    const at = (offset: number) =>
      littleEndian ? this.#rest.readUInt32LE(offset) : this.#rest.readUInt32BE(offset)
    const end = RECORD_BYTES + at(8)
    if (this.#rest.length < end) return undefined
    const data = new Uint8Array(this.#rest.subarray(RECORD_BYTES, end))
    const packet = { time: at(0) * 1000 + at(4) / perMillisecond, length: at(12), data }
    this.#rest = this.#rest.subarray(end)
    return packet
  }
}

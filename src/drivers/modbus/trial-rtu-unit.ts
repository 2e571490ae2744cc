import type { Duplex } from 'node:stream'

/** A Modbus RTU unit in the hands of a test, at the end of a pty: 100 holding registers and 100 coils. */
export class TrialRtuUnit {
  readonly registers = new Uint16Array(100)
  readonly coils = new Uint8Array(100)
  readonly #unit: number
  readonly #stream: Duplex
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: Duplex, unit: number) {
    this.#stream = stream
    this.#unit = unit
    stream.on('data', (chunk: Buffer) => {
      this.#rest = Buffer.concat([this.#rest, chunk])
      while (this.#request());
    })
  }

  /** Answers the request at the front; false if it is not whole yet. */
  #request(): boolean {
    const length = this.#rest[1] === 0x10 || this.#rest[1] === 0x0f ? 9 + (this.#rest[6] ?? 255) : 8
    if (this.#rest.length < length) return false
    const request = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    if (crcOf(request.subarray(0, -2)) !== request.readUInt16LE(length - 2)) return true
    if (request[0] === this.#unit) this.#send(this.#answer(request))
    return true
  }

  #answer(request: Buffer): readonly number[] {
    const [, code = 0] = request
    const address = request.readUInt16BE(2)
    const value = request.readUInt16BE(4)
    const last = code === 5 || code === 6 ? address : address + value - 1
    if (last > 99) return [code | 0x80, 2]
    if (code === 3) return [code, value * 2, ...this.#words(address, value)]
    if (code === 1) return [code, Math.ceil(value / 8), ...this.#bits(address, value)]
    if (code === 5) this.coils[address] = value === 0xff00 ? 1 : 0
    else if (code === 6) this.registers[address] = value
    else if (code === 0x10)
      for (let at = 0; at < value; at++) this.registers[address + at] = request.readUInt16BE(7 + at * 2)
    else return [code | 0x80, 1]
    return [code, ...request.subarray(2, 6)]
  }

  #words(address: number, count: number): number[] {
    return [...this.registers.subarray(address, address + count)].flatMap((word) => [word >> 8, word & 0xff])
  }

  #bits(address: number, count: number): number[] {
    const bytes = new Array<number>(Math.ceil(count / 8)).fill(0)
    for (let at = 0; at < count; at++)
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | ((this.coils[address + at] ?? 0) << (at & 7))
    return bytes
  }

  #send(body: readonly number[]): void {
    const frame = Buffer.from([this.#unit, ...body, 0, 0])
    frame.writeUInt16LE(crcOf(frame.subarray(0, -2)), frame.length - 2)
    this.#stream.write(frame)
  }
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return crc
}

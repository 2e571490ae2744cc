import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { ByteLog } from '../../runtime/console/byte-log.ts'
import { Console } from '../../runtime/console/console.ts'
import { ModemLine } from '../modem/modem-line.ts'
import { hexHeader } from './encode.ts'
import { FrameReader, type Part } from './frame-reader.ts'
import { CANFDX, type HeaderKind } from './header.ts'
import { sendZmodem } from './send-zmodem.ts'

const BUFFER = 1500

/** A receiver with a small buffer that knows checksums of 16 bits only. */
class SmallReceiver {
  readonly log = new ByteLog()
  /** Lengths of the frames that came. */
  readonly frames: number[] = []
  received = Buffer.alloc(0)
  isOver = false
  readonly #reader = new FrameReader()
  #kind: HeaderKind | undefined
  #frame = 0

  begin(): void {
    this.#say('ZRINIT', CANFDX * 0x1000000 + BUFFER)
  }

  write(bytes: Uint8Array): void {
    for (const part of this.#reader.push(bytes)) this.#take(part)
    if (Buffer.from(bytes).toString() !== 'OO') return
    this.isOver = true
    this.log.append(Buffer.from('$ '))
  }

  #take(part: Part): void {
    if (part.kind === 'header') {
      this.#kind = part.header.kind
      this.#frame = 0
      if (this.#kind === 'ZEOF') this.begin()
      if (this.#kind === 'ZFIN') this.#say('ZFIN', 0)
    } else if (part.kind === 'data') this.#store(part)
  }

  #store({ data, end }: Extract<Part, { kind: 'data' }>): void {
    if (this.#kind === 'ZFILE') this.#say('ZRPOS', 0)
    if (this.#kind !== 'ZDATA') return
    this.received = Buffer.concat([this.received, data])
    this.#frame += data.length
    if (end !== 'W') return
    this.frames.push(this.#frame)
    this.#say('ZACK', this.received.length)
  }

  #say(kind: HeaderKind, value: number): void {
    this.log.append(hexHeader({ kind, value }))
  }
}

test('a receiver with a small buffer gets no more at once, with the checksum that it knows', async () => {
  const receiver = new SmallReceiver()
  const console = new Console({
    ...{ device: 'board', log: receiver.log },
    write: async (bytes) => receiver.write(bytes),
  })
  const line = new ModemLine(console, {
    signal: new AbortController().signal,
    fate: () => (receiver.isOver ? 'its program has ended' : undefined),
  })
  const content = randomBytes(10_000)
  receiver.begin()
  await sendZmodem(line, { name: 'x', content })
  expect(receiver.received.equals(content)).toBe(true)
  expect(Math.max(...receiver.frames)).toBe(BUFFER)
})

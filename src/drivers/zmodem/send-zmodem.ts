import { performance } from 'node:perf_hooks'
import type { ModemLine } from '../modem/modem-line.ts'
import { binaryHeader, subpacket, type Writing } from './encode.ts'
import { FrameLine } from './frame-line.ts'
import { CANFC32, ESCCTL, type Header } from './header.ts'

/** A file as it is sent. */
export interface SentFile {
  readonly name: string
  readonly content: Buffer
}

/** How long the receiver may take to begin; and how often the same is said to it in vain. */
const BEGIN = 60_000
const ATTEMPTS = 20
const SUBPACKET = 1024
/**
 * So much is sent at most before an answer is waited for, where the receiver has no smaller buffer; and at first, since
 * a slow line behind a network takes at once what it will be long at.
 */
const LONGEST_FRAME = 16 * 1024
const FIRST_FRAME = 256
const SHORTEST_FRAME = 64
/** A frame that was answered sooner may be longer; and one later shall be shorter: so much of it is said in vain. */
const QUICK = 1000
const SLOW = 3000
/** What was under way when the receiver missed something makes it complain more than once: so long it is let. */
const COMPLAINTS = 100
/** The first flag of ZFILE: the file is brought as it is. */
const BINARY_FILE = 0x1000000

/** Sends one file by ZMODEM to a receiver that has been started. */
export async function sendZmodem(line: ModemLine, file: SentFile): Promise<void> {
  const frames = new FrameLine(line)
  // What is said before the receiver's first header, its terminal may still send back, or its shell may read.
  const sender = new Sender(frames, file, await invitation(frames))
  await sender.send()
}

async function invitation(frames: FrameLine): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const part = await frames.next(BEGIN)
    if (part === undefined) break
    if (part.kind === 'header' && part.header.kind === 'ZRINIT') return part.header.value
    if (part.kind === 'damaged') await frames.say({ kind: 'ZRQINIT', value: 0 })
  }
  throw frames.failure('the receiver does not begin')
}

class Sender {
  readonly #frames: FrameLine
  readonly #file: SentFile
  readonly #writing: Writing
  readonly #longestFrame: number
  #frameLength: number
  #position = 0
  #furthest = 0
  /** How often the receiver asked for something again since it got further. */
  #repetitions = 0

  constructor(frames: FrameLine, file: SentFile, invited: number) {
    this.#frames = frames
    this.#file = file
    const flags = invited >>> 24
    this.#writing = {
      checksum: flags & CANFC32 ? 32 : 16,
      escapeControls: (flags & ESCCTL) !== 0,
    }
    this.#longestFrame = Math.min(invited & 0xffff || LONGEST_FRAME, LONGEST_FRAME)
    this.#frameLength = Math.min(FIRST_FRAME, this.#longestFrame)
  }

  async send(): Promise<void> {
    await this.#ask(() => this.#offer(), ['ZRPOS'])
    let heard: Header | undefined
    while (heard?.kind !== 'ZRINIT') {
      const isAtEnd = this.#position >= this.#file.content.length
      const say = () => (isAtEnd ? this.#sayEnd() : this.#sendFrame())
      const began = performance.now()
      heard = await this.#ask(say, isAtEnd ? ['ZRPOS', 'ZRINIT'] : ['ZRPOS', 'ZACK'])
      this.#note(heard, performance.now() - began)
    }
    await this.#sayGoodbye()
  }

  /** A line that is slow, or damages what it carries, gets shorter frames. */
  #note({ kind }: Header, took: number): void {
    const fits = (length: number) => Math.max(Math.min(length, this.#longestFrame), SHORTEST_FRAME)
    if (kind === 'ZRPOS') this.#frameLength = fits(Math.min(this.#frameLength >> 2, SUBPACKET))
    else if (took < QUICK) this.#frameLength = fits(this.#frameLength * 2)
    else if (took > SLOW) this.#frameLength = fits(this.#frameLength >> 1)
    if (this.#position > this.#furthest) {
      this.#furthest = this.#position
      this.#repetitions = 0
    } else if (kind === 'ZRPOS' && ++this.#repetitions > ATTEMPTS)
      throw this.#failure(`the receiver asked for the same ${ATTEMPTS} times`)
  }

  /** Says something until it is answered; what is damaged, late or refused is said again. */
  async #ask(say: () => Promise<void>, answers: readonly string[]): Promise<Header> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await say()
      const header = await this.#answer(answers)
      if (header === undefined) continue
      if (header.kind === 'ZRPOS' || header.kind === 'ZACK') this.#position = header.value
      return header
    }
    throw this.#failure(`nothing was answered in ${ATTEMPTS} attempts`)
  }

  /** The answer; undefined if what was said was not understood, or the answer was not. */
  async #answer(answers: readonly string[]): Promise<Header | undefined> {
    for (;;) {
      const part = await this.#frames.next()
      if (part === undefined && this.#frames.isOver) throw this.#failure('the receiver went away')
      if (part?.kind !== 'header') return undefined
      const { header } = part
      if (header.kind === 'ZSKIP') throw this.#failure('the receiver does not take the file')
      if (answers.includes(header.kind))
        return header.kind === 'ZRPOS' ? await this.#lastComplaint(header) : header
      if (header.kind === 'ZNAK' || header.kind === 'ZRINIT') return undefined
    }
  }

  async #lastComplaint(first: Header): Promise<Header> {
    let last = first
    for (;;) {
      const part = await this.#frames.next(COMPLAINTS)
      if (part === undefined) return last
      if (part.kind === 'header' && part.header.kind === 'ZRPOS') last = part.header
    }
  }

  async #offer(): Promise<void> {
    const { name, content } = this.#file
    const facts = Buffer.from(`${name}\0${content.length} 0 100644 0 1 ${content.length}\0`)
    const header = binaryHeader({ kind: 'ZFILE', value: BINARY_FILE }, this.#writing)
    await this.#frames.write(Buffer.concat([header, subpacket(facts, 'W', this.#writing)]))
  }

  /** Sends a piece of the file, and stops when the receiver says something: it has missed some of it. */
  async #sendFrame(): Promise<void> {
    const { content } = this.#file
    const end = Math.min(this.#position + this.#frameLength, content.length)
    await this.#frames.write(binaryHeader({ kind: 'ZDATA', value: this.#position }, this.#writing))
    for (let at = this.#position; at < end; at += SUBPACKET) {
      const next = Math.min(at + SUBPACKET, end)
      const isLast = next === end
      await this.#frames.write(subpacket(content.subarray(at, next), isLast ? 'W' : 'G', this.#writing))
      if (!isLast && (await this.#frames.hasMore()))
        return await this.#frames.write(subpacket(Buffer.alloc(0), 'E', this.#writing))
    }
  }

  async #sayEnd(): Promise<void> {
    await this.#frames.write(binaryHeader({ kind: 'ZEOF', value: this.#position }, this.#writing))
  }

  /** The file is whole on the other side: what is lost from here on harms nobody. */
  async #sayGoodbye(): Promise<void> {
    if (!this.#frames.isOver) await this.#frames.say({ kind: 'ZFIN', value: 0 })
    for (let part = await this.#frames.next(); part !== undefined; part = await this.#frames.next()) {
      if (this.#frames.isOver) return
      if (part.kind === 'header' && part.header.kind === 'ZFIN') await this.#frames.write(Buffer.from('OO'))
      else await this.#frames.say({ kind: 'ZFIN', value: 0 })
    }
  }

  #failure(what: string) {
    return this.#frames.failure(`${what}, at byte ${this.#position} of ${this.#file.content.length}`)
  }
}

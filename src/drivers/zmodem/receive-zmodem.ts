import type { ModemLine } from '../modem/modem-line.ts'
import { FrameLine } from './frame-line.ts'
import type { Part } from './frame-reader.ts'
import { CANFC32, CANFDX, CANOVIO, type Header, type HeaderKind, type SubpacketEnd } from './header.ts'

/** How long the sender may take to begin; and how often it is asked in vain for the same. */
const BEGIN = 60_000
const ATTEMPTS = 20

/** No limit of the buffer: data may come without a pause. */
const INVITATION: Header = { kind: 'ZRINIT', value: (CANFDX | CANOVIO | CANFC32) * 0x1000000 }
const GOODBYE: Header = { kind: 'ZFIN', value: 0 }

/** Receives one file by ZMODEM from a sender that has been started. */
export async function receiveZmodem(line: ModemLine): Promise<Buffer> {
  return await new Receiver(new FrameLine(line)).receive()
}

class Receiver {
  readonly #frames: FrameLine
  readonly #pieces: Buffer[] = []
  #length = 0
  /** The header to which data belong; undefined if they are not wanted. */
  #frame: HeaderKind | undefined
  #stage: 'invited' | 'receiving' | 'whole' | 'over' = 'invited'
  #attempts = 0

  constructor(frames: FrameLine) {
    this.#frames = frames
  }

  async receive(): Promise<Buffer> {
    // Before its first header the sender throws away what it hears, and its terminal may still send it back.
    if ((await this.#frames.next(BEGIN)) === undefined)
      throw this.#frames.failure('the sender does not begin')
    await this.#ask()
    while (this.#stage !== 'over') {
      const part = await this.#frames.next()
      if (part?.kind === 'header') await this.#hear(part.header)
      else if (part?.kind === 'data') await this.#store(part)
      else await this.#again()
    }
    await this.#linger()
    return Buffer.concat(this.#pieces)
  }

  /** Says what the sender shall go on with. */
  async #ask(): Promise<void> {
    const isReceiving = this.#stage === 'receiving'
    await this.#frames.say(isReceiving ? { kind: 'ZRPOS', value: this.#length } : INVITATION)
  }

  /** Something came damaged, or did not come. */
  async #again(): Promise<void> {
    this.#frame = undefined
    const where = `behind byte ${this.#length} of the file`
    if (this.#frames.isOver) throw this.#frames.failure(`the sender went away ${where}`)
    if (++this.#attempts > ATTEMPTS)
      throw this.#frames.failure(`nothing whole came ${where} in ${ATTEMPTS} attempts`)
    await this.#ask()
  }

  async #hear({ kind, value }: Header): Promise<void> {
    this.#frame = kind
    if (kind === 'ZRQINIT' || kind === 'ZNAK') return await this.#again()
    if (kind === 'ZDATA' && value !== this.#length) return await this.#again()
    if (kind === 'ZFIN') return await this.#end()
    // An end at another place was said before the sender heard that something is missing.
    if (kind !== 'ZEOF' || value !== this.#length || this.#stage === 'invited') return
    this.#stage = 'whole'
    await this.#ask()
  }

  async #store({ data, end }: Extract<Part, { kind: 'data' }>): Promise<void> {
    if (this.#frame === 'ZSINIT') return await this.#frames.say({ kind: 'ZACK', value: 1 })
    if (this.#frame === 'ZFILE') {
      if (this.#stage === 'invited') this.#stage = 'receiving'
      return await this.#ask()
    }
    if (this.#frame !== 'ZDATA' || this.#stage !== 'receiving') return
    this.#pieces.push(data)
    this.#length += data.length
    this.#attempts = 0
    if (wantsAnswer(end)) await this.#frames.say({ kind: 'ZACK', value: this.#length })
  }

  async #end(): Promise<void> {
    if (this.#stage !== 'whole') throw this.#frames.failure('the sender ended before the file was whole')
    this.#stage = 'over'
    await this.#frames.say(GOODBYE)
  }

  /** Says goodbye again where it was not heard. Its answer is not waited for: some throw it away as they end. */
  async #linger(): Promise<void> {
    for (let part = await this.#frames.next(); part !== undefined; part = await this.#frames.next()) {
      if (this.#frames.isOver) return
      if (part.kind === 'damaged' || (part.kind === 'header' && part.header.kind === 'ZFIN'))
        await this.#frames.say(GOODBYE)
    }
  }
}

function wantsAnswer(end: SubpacketEnd): boolean {
  return end === 'Q' || end === 'W'
}

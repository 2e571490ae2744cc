import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import type { CallContext } from '../../runtime/driver.ts'
import { avrBoard } from '../avr-board.ts'

/** Folder of the committed firmware images. */
export const FIRMWARE = join(dirname(fileURLToPath(import.meta.url)), '../../../firmware')

const PATIENCE_MS = 30_000

/** Everything that came over a trial board's console, and a way to wait for text without losing any. */
class TrialConsole {
  text = ''
  readonly marks: string[] = []
  #cursor = 0
  #wake = () => {}

  bytes(chunk: Uint8Array): void {
    this.text += Buffer.from(chunk).toString('latin1')
    this.#wake()
  }

  mark(text: string): void {
    this.marks.push(text)
    this.#wake()
  }

  /** What comes up to and with the wanted text, after what was read before. */
  async until(wanted: string): Promise<string> {
    const deadline = AbortSignal.timeout(PATIENCE_MS)
    for (;;) {
      const at = this.text.indexOf(wanted, this.#cursor)
      if (at >= 0) return this.#take(at + wanted.length)
      await this.#change(deadline, wanted)
    }
  }

  /** The next so many characters. */
  async take(length: number): Promise<string> {
    const deadline = AbortSignal.timeout(PATIENCE_MS)
    while (this.text.length < this.#cursor + length) await this.#change(deadline, `${length} characters`)
    return this.#take(this.#cursor + length)
  }

  #take(end: number): string {
    const piece = this.text.slice(this.#cursor, end)
    this.#cursor = end
    return piece
  }

  #change(deadline: AbortSignal, wanted: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () =>
        reject(
          new Error(
            `no "${wanted}" in ${JSON.stringify(this.text.slice(this.#cursor))}, marks: ${this.marks.join()}`,
          ),
        )
      deadline.addEventListener('abort', giveUp, { once: true })
      this.#wake = () => {
        deadline.removeEventListener('abort', giveUp)
        resolve()
      }
    })
  }
}

/** Opens a board for a test, with a console that hears it and short ways to use it. */
export async function openTrialBoard(config: z.input<typeof avrBoard.config> = {}, directory = FIRMWARE) {
  const context: CallContext = { signal: new AbortController().signal }
  const driver = await avrBoard.open(avrBoard.config.parse({ pace: 'fast', ...config }), {
    device: 'board',
    directory,
    ...{ needs: {}, uses: {} },
    signal: context.signal,
  })
  const heard = new TrialConsole()
  driver.console.stream.listen(heard)
  const type = (text: string) => driver.console.stream.write(Buffer.from(text, 'latin1'), context)
  const boot = async () => {
    await driver.power.on({}, context)
    return heard.until('hil> ')
  }
  const run = async (command: string) => {
    await type(`${command}\r`)
    return (await heard.until('hil> ')).replaceAll('\r\n', '\n')
  }
  return { ...driver, context, heard, type, boot, run }
}

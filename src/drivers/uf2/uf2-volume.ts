import { constants } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sleep, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError, LabError, messageOf } from '../../runtime/errors.ts'
import type { FlashFeed } from '../../runtime/flash-feed.ts'
import { UF2_BLOCK } from './uf2-file.ts'

/** A volume of a bootloader, and how long it may take. */
export interface Uf2VolumeOptions {
  readonly directory: string
  /** Where it is mounted. */
  readonly volume: string
  /** What its INFO_UF2.TXT must say. */
  readonly board: string | undefined
  /** How long to wait until it is there, and until it is gone, in milliseconds. */
  readonly appears: number
  readonly vanishes: number
}

const INFO = 'INFO_UF2.TXT'
const CHUNK = 64 * UF2_BLOCK
const LOOK_MS = 100

/** The volume that a UF2 bootloader shows. */
export class Uf2Volume {
  readonly path: string
  readonly #options: Uf2VolumeOptions

  constructor(options: Uf2VolumeOptions) {
    this.#options = options
    this.path = resolve(options.directory, options.volume)
  }

  /** Waits until it is there, and looks whether it is the right board. */
  async ready(signal: AbortSignal): Promise<void> {
    const { appears, board } = this.#options
    const info = await this.#until((text) => text !== undefined, appears, signal)
    if (info === false) throw missing(this.path)
    if (board !== undefined && !(info ?? '').includes(board)) throw otherBoard(board, info ?? '')
  }

  /** Copies a file to it; what fails before the last block was taken is a failure. */
  async copy(contents: Buffer, feed: FlashFeed, signal: AbortSignal): Promise<void> {
    const { O_WRONLY, O_CREAT, O_TRUNC, O_SYNC } = constants
    // Each piece is at the bootloader when its writing is over: only then does a failure have a place.
    const handle = await open(join(this.path, 'hilwright.uf2'), O_WRONLY | O_CREAT | O_TRUNC | O_SYNC).catch(
      (error) => {
        throw tornOff(this.path, 0, error)
      },
    )
    const last = contents.length - UF2_BLOCK
    try {
      for (let at = 0; at < contents.length; ) {
        signal.throwIfAborted()
        const end = at < last ? Math.min(at + CHUNK, last) : contents.length
        await handle.writeFile(contents.subarray(at, end)).catch((error) => {
          // The board restarts as soon as it has the last block, whatever becomes of the copy.
          if (at < last) throw tornOff(this.path, at, error)
        })
        at = end
        feed.tell('write', at, contents.length)
      }
    } finally {
      await handle.close().catch(() => {})
    }
  }

  /** Waits until the bootloader has taken the file and is gone. */
  async taken(signal: AbortSignal): Promise<void> {
    const { vanishes } = this.#options
    if ((await this.#until((text) => text === undefined, vanishes, signal)) !== false) return
    throw new DeviceError('flash-failed', `The bootloader at ${this.path} did not take the image.`, {
      hint: 'Is it an image for this chip? A bootloader stays when the file is of another family.',
    })
  }

  /** What is in the flash now, as the bootloader shows it; undefined if it does not. */
  async current(): Promise<Buffer | undefined> {
    return readFile(join(this.path, 'CURRENT.UF2')).catch(() => undefined)
  }

  /** Looks at INFO_UF2.TXT again and again; its text when it fits, false when time is over. */
  async #until(
    fits: (text: string | undefined) => boolean,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<string | undefined | false> {
    using deadline = withDeadline(milliseconds, signal, `waiting for ${this.path}`)
    for (;;) {
      const text = await readFile(join(this.path, INFO), 'utf8').catch(() => undefined)
      if (fits(text)) return text
      const over = await sleep(LOOK_MS, deadline).then(
        () => false,
        () => true,
      )
      signal.throwIfAborted()
      if (over) return false
    }
  }
}

function missing(path: string): LabError {
  return new LabError(
    'storage-missing',
    `There is no UF2 bootloader at ${path}: it has no ${INFO}. Nothing was written.`,
    {
      hint: 'Start the bootloader (often by two quick resets), and see that its volume is mounted there.',
    },
  )
}

function otherBoard(board: string, info: string): LabError {
  const lines = info.trim().replace(/\r?\n/g, '; ')
  return new LabError(
    'storage-missing',
    `The bootloader is not that of "${board}", but says: ${lines}. Nothing was written.`,
  )
}

function tornOff(path: string, at: number, cause: unknown): LabError {
  const message = `Copying to ${path} failed at byte ${at}: ${messageOf(cause)}. What is in the flash is not whole.`
  return new LabError('storage-failed', message, { cause, hint: 'Start the bootloader and flash again.' })
}

import type { Socket } from 'node:net'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { LabError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import { GuardedProcess } from '../guarded-process/guarded-process.ts'
import { type Picture, parsePpm } from '../picture/picture.ts'
import { PpmReader } from './ppm-reader.ts'

/** Where pictures come from. */
export interface SourceParts {
  readonly device: string
  readonly program: string
  /** Arguments of ffmpeg up to and with its input. */
  readonly input: readonly string[]
  /** Pictures a second. */
  readonly rate: number
  /** How long to wait for a picture, in milliseconds. */
  readonly patience: number
}

interface Waiting {
  resolve(frame: Uint8Array): void
  reject(reason: unknown): void
}

/** Nobody looked for so long: the camera is let go. */
const IDLE_MS = 10_000
const OUTPUT_FD = 4

/** A video source that ffmpeg reads. It runs while somebody looks, and a little longer. */
export class VideoSource implements AsyncDisposable {
  readonly #parts: SourceParts
  readonly #waiting = new Set<Waiting>()
  #process: GuardedProcess | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(parts: SourceParts) {
    this.#parts = parts
  }

  /** The next picture; a LabError with ffmpeg's words when there is none. */
  async capture(signal: AbortSignal): Promise<Picture> {
    const { patience } = this.#parts
    using deadline = withDeadline(patience, signal, 'waiting for a picture')
    try {
      return parsePpm(await this.#next(deadline.signal))
    } catch (error) {
      throw isDeadline(error) && error === deadline.signal.reason ? this.#silent() : error
    } finally {
      this.#restUntilAsked()
    }
  }

  /** Ends ffmpeg. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#idle)
    await this.#process?.[Symbol.asyncDispose]()
  }

  #next(signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    clearTimeout(this.#idle)
    return new Promise((resolve, reject) => {
      const giveUp = () => waiting.reject(signal.reason)
      const over = () => {
        signal.removeEventListener('abort', giveUp)
        this.#waiting.delete(waiting)
      }
      const waiting: Waiting = {
        resolve: (frame) => {
          over()
          resolve(frame)
        },
        reject: (reason) => {
          over()
          reject(reason)
        },
      }
      signal.addEventListener('abort', giveUp)
      this.#waiting.add(waiting)
      this.#process ??= this.#start()
    })
  }

  #start(): GuardedProcess {
    const { program, input, rate } = this.#parts
    const output = [
      '-an',
      '-vf',
      `fps=${rate}`,
      '-pix_fmt',
      'rgb24',
      '-f',
      'image2pipe',
      '-c:v',
      'ppm',
      `pipe:${OUTPUT_FD}`,
    ]
    const args = ['-nostdin', '-hide_banner', '-loglevel', 'error', ...input, ...output]
    const process = new GuardedProcess({ program, args, sockets: 1 })
    const reader = new PpmReader()
    const stream = process.sockets[0] as Socket
    stream.on('data', (chunk) => {
      const last = reader.read(chunk).at(-1)
      if (last !== undefined) for (const waiting of [...this.#waiting]) waiting.resolve(last)
    })
    void process.ended.then(({ complaint }) => {
      this.#process = undefined
      for (const waiting of [...this.#waiting]) waiting.reject(this.#failed(complaint))
    })
    return process
  }

  #restUntilAsked(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.#process?.[Symbol.asyncDispose](), IDLE_MS)
    this.#idle.unref()
  }

  #failed(complaint: string): LabError {
    const { device } = this.#parts
    const said = complaint === '' ? ' without a word.' : `:\n${complaint.replace(/^/gm, '  | ')}`
    return new LabError('video-failed', `ffmpeg ended for the video of ${device}${said}`, { device })
  }

  #silent(): LabError {
    const { device, patience } = this.#parts
    const message = `No picture came from the video of ${device} within ${formatDuration(patience)}.`
    return new LabError('video-silent', message, { device })
  }
}

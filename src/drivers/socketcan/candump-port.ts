import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { LabError } from '../../runtime/errors.ts'
import type { CanFrame, CanListener, CanPort } from '../can-bus/can-frame.ts'
import { findProgram } from '../guarded-process/find-program.ts'
import { readTool, toolFailed } from '../pin-tools/run-tool.ts'
import { formatFrame, parseLine } from './log-line.ts'

const CANDUMP = { program: 'candump', package: 'can-utils' }
const CANSEND = { program: 'cansend', package: 'can-utils' }

/** candump ends at once where there is no such interface; when it lives longer than this, it listens. */
const SETTLED_MS = 100

/** An interface of the kernel, by the programs of can-utils. */
export class CandumpPort implements CanPort {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #ended: Promise<unknown>
  readonly #network: string
  readonly #device: string
  #listener: CanListener | undefined
  #failure: Error | undefined
  #complaint = ''

  private constructor(network: string, device: string) {
    this.#network = network
    this.#device = device
    const path = findProgram({ ...CANDUMP, device })
    this.#child = spawn(path, ['-L', '-x', network], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#ended = once(this.#child, 'close').then(() => this.#fail())
    this.#child.stderr.on('data', (chunk) => {
      this.#complaint += String(chunk)
    })
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const frame = parseLine(line)
      if (frame !== undefined) this.#listener?.frame(frame)
    })
  }

  static async open(network: string, device: string): Promise<CandumpPort> {
    const port = new CandumpPort(network, device)
    await Promise.race([port.#ended, new Promise((resolve) => setTimeout(resolve, SETTLED_MS))])
    if (port.#failure === undefined) return port
    throw toolFailed(CANDUMP, ['-L', '-x', network], port.#complaint)
  }

  listen(listener: CanListener): void {
    this.#listener = listener
    if (this.#failure !== undefined) listener.failed(this.#failure)
  }

  async send(frame: CanFrame, signal: AbortSignal): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    await readTool(CANSEND, { args: [this.#network, formatFrame(frame)], device: this.#device, signal })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill()
    await this.#ended
  }

  #fail(): void {
    this.#failure = new LabError(
      'link-closed',
      `candump of ${this.#network} ended: ${this.#complaint.trim()}`,
    )
    this.#listener?.failed(this.#failure)
  }
}

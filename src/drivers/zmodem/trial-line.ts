import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { ByteLog } from '../../runtime/console/byte-log.ts'
import { Console } from '../../runtime/console/console.ts'
import { ModemLine } from '../modem/modem-line.ts'

/** How a line treats what crosses it. */
export interface TrialLineOptions {
  /** Folder in which the program runs. */
  readonly folder: string
  /** What becomes of the bytes on the way; called for each direction with the offset of the first of them. */
  pass?(bytes: Buffer, offset: number, way: 'to program' | 'from program'): Buffer
  readonly signal?: AbortSignal
}

/** A program on a pseudoterminal, and the line to it. */
export class TrialLine implements AsyncDisposable {
  readonly line: ModemLine
  readonly log = new ByteLog()
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>

  constructor(command: string, { folder, pass = (bytes) => bytes, signal }: TrialLineOptions) {
    const args = ['-', `EXEC:"${command}",pty,setsid,ctty,sane`]
    this.#child = spawn('socat', args, {
      ...{ cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] },
    })
    this.#ended = once(this.#child, 'close')
    const { stdin, stdout } = this.#child
    stdin?.on('error', () => {})
    stdout?.on('data', (chunk: Buffer) => this.log.append(pass(chunk, this.log.end, 'from program')))
    let sent = 0
    const write = async (bytes: Uint8Array) => {
      stdin?.write(pass(Buffer.from(bytes), sent, 'to program'))
      sent += bytes.length
    }
    const console = new Console({ device: 'board', log: this.log, write })
    const fate = () => (this.#child.exitCode === null ? undefined : 'its program has ended')
    this.line = new ModemLine(console, { signal: signal ?? new AbortController().signal, fate })
    void this.#ended.then(() => this.log.append(Buffer.from('$ ')))
  }

  /** The program has ended by itself when this resolves. */
  async ended(): Promise<void> {
    await this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }
}

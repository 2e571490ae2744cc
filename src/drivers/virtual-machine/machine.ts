import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Queue } from '../../runtime/console/queue.ts'
import { withDeadline } from '../../runtime/deadline.ts'
import { LabError, SuiteError } from '../../runtime/errors.ts'
import { GuardedProcess, type ProcessEnd } from '../guarded-process/guarded-process.ts'
import { QmpClient, type QmpWait } from '../qmp/qmp-client.ts'

/** What a virtual machine is started from. */
export interface MachineParts {
  readonly device: string
  readonly program: string
  readonly args: readonly string[]
  /** Folder of the session: overlays, sockets. It goes with the machine. */
  readonly folder: string
  /** Folder of the bench file: paths in further arguments start there. */
  readonly directory: string
  /** Starts what runs beside the machine, before it; it is ended after it. */
  before?(signal: AbortSignal): Promise<AsyncDisposable>
}

/** Hears what the serial port says, and what happens to the machine. */
export interface MachineListener {
  bytes(chunk: Uint8Array): void
  mark(text: string): void
}

interface Running {
  readonly process: GuardedProcess
  readonly qmp: QmpClient
  readonly serial: Socket
  readonly beside: AsyncDisposable | undefined
  /** Set when we end it ourselves. */
  isWanted: boolean
}

const QUIT_MS = 3000
const MONITOR = ['-chardev', 'socket,id=qmp,fd=4', '-mon', 'chardev=qmp,mode=control']
const SERIAL = ['-chardev', 'socket,id=serial0,fd=5', '-serial', 'chardev:serial0']

/** A QEMU that starts with the power and is gone without it. */
export class VirtualMachine implements AsyncDisposable {
  listener: MachineListener | undefined
  readonly device: string
  readonly #parts: MachineParts
  readonly #switching = new Queue()
  /** Serial ports that were not read to their end, also of machines that are off. */
  readonly #serials = new Set<Socket>()
  #running: Running | undefined
  #death: LabError | undefined
  #isFlowing = true

  constructor(parts: MachineParts) {
    this.device = parts.device
    this.#parts = parts
  }

  get isOn(): boolean {
    return this.#running !== undefined
  }

  /** The serial port while the power is on. */
  get serial(): Socket | undefined {
    return this.#running?.serial
  }

  /** Starts QEMU, or does nothing when it runs; `extra` are arguments for this start alone. */
  on(signal: AbortSignal, extra: readonly string[] = []): Promise<void> {
    return this.#switching.run(async () => {
      if (!this.isOn) await this.#start(signal, extra)
    })
  }

  /** Ends QEMU and waits until its process is gone. */
  off(): Promise<void> {
    return this.#switching.run(async () => {
      this.#death = undefined
      const running = this.#running
      if (running === undefined) return
      running.isWanted = true
      await this.#quit(running)
    })
  }

  /** Gives QEMU a command; a SuiteError with the power off, a LabError with its last words if it died. */
  async ask(name: string, parameters: object = {}, wait: QmpWait = {}): Promise<unknown> {
    return await this.#qmp(name).ask(name, parameters, wait)
  }

  /** Gives a command to the monitor that people use. */
  async monitor(line: string, wait: QmpWait = {}): Promise<string> {
    return await this.#qmp(line).monitor(line, wait)
  }

  /** Whether the serial port may send; what it cannot send now the guest sends later. */
  setFlow(on: boolean): void {
    this.#isFlowing = on
    for (const serial of this.#serials)
      if (on) serial.resume()
      else serial.pause()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.off()
  }

  #qmp(what: string): QmpClient {
    if (this.#running !== undefined) return this.#running.qmp
    if (this.#death !== undefined) throw this.#death
    const message = `"${what}" needs the power on, but ${this.device} is off.`
    throw new SuiteError('device-off', message, { device: this.device, hint: 'Use "Power On" before.' })
  }

  async #start(signal: AbortSignal, extra: readonly string[]): Promise<void> {
    const { program, args, folder, directory, device } = this.#parts
    const all = [...args, ...MONITOR, ...SERIAL, ...extra]
    const beside = await this.#parts.before?.(signal)
    const process = new GuardedProcess({ program, args: all, sockets: 2, folder, cwd: directory })
    const [control, serial] = process.sockets as [Socket, Socket]
    const qmp = new QmpClient(device, control)
    const running: Running = { process, serial, qmp, beside, isWanted: false }
    this.#running = running
    this.#death = undefined
    this.#hear(serial)
    void process.ended.then((end) => this.#ended(running, end))
    try {
      await running.qmp.negotiate({ signal })
    } catch (error) {
      running.isWanted = true
      await process[Symbol.asyncDispose]()
      await beside?.[Symbol.asyncDispose]()
      throw error
    }
  }

  async #quit({ process, qmp, serial, beside }: Running): Promise<void> {
    using deadline = withDeadline(QUIT_MS, undefined, 'quit')
    const late = new Promise<void>((resolve) => deadline.signal.addEventListener('abort', () => resolve()))
    // It may end before its answer is read; one that does not listen is killed.
    const asked = qmp.ask('quit', {}, { signal: deadline.signal }).catch(() => {})
    await Promise.race([process.ended, late, asked.then(() => process.ended)])
    await process[Symbol.asyncDispose]()
    await beside?.[Symbol.asyncDispose]()
    await this.#readToEnd(serial)
  }

  #hear(serial: Socket): void {
    this.#serials.add(serial)
    serial.on('data', (chunk) => this.listener?.bytes(chunk))
    serial.on('close', () => this.#serials.delete(serial))
    if (!this.#isFlowing) serial.pause()
  }

  /** What was said before the end comes before anything else, unless nobody takes it now. */
  async #readToEnd(serial: Socket): Promise<void> {
    if (this.#isFlowing && !serial.closed) await once(serial, 'close')
  }

  async #ended(running: Running, end: ProcessEnd): Promise<void> {
    const death = this.#deathOf(end)
    running.qmp.fail(death)
    this.#running = undefined
    await running.beside?.[Symbol.asyncDispose]()
    if (running.isWanted) return
    await this.#readToEnd(running.serial)
    if (end.code === 0) this.listener?.mark('the machine switched itself off')
    else {
      this.#death = death
      this.listener?.mark(death.message)
    }
  }

  #deathOf({ code, signal, complaint }: ProcessEnd): LabError {
    const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
    const said = complaint === '' ? ' and said nothing.' : `:\n${complaint.replace(/^/gm, '  | ')}`
    return new LabError('qemu-died', `QEMU of ${this.device} ${how}${said}`, { device: this.device })
  }
}

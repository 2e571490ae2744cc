import type { Socket } from 'node:net'
import { Queue } from '../../runtime/console/queue.ts'
import { withDeadline } from '../../runtime/deadline.ts'
import { LabError, SuiteError } from '../../runtime/errors.ts'
import { GuardedProcess, type ProcessEnd } from '../guarded-process/guarded-process.ts'
import { QmpClient, type QmpWait } from '../qmp/qmp-client.ts'
import { SerialPort } from './serial-port.ts'

/** What a virtual machine is started from. */
export interface MachineParts {
  readonly device: string
  readonly program: string
  readonly args: readonly string[]
  /** Folder of the session: overlays, sockets. It goes with the machine. */
  readonly folder: string
  /** Folder of the bench file: paths in further arguments start there. */
  readonly directory: string
  /** What its serial ports after the first one hang on: a device of QEMU, or the machine itself where nothing is said. */
  readonly furtherPorts?: readonly (string | undefined)[]
  /** Starts what runs beside the machine, before it; it is ended after it. */
  before?(signal: AbortSignal): Promise<AsyncDisposable>
}

interface Running {
  readonly process: GuardedProcess
  readonly qmp: QmpClient
  readonly serials: readonly Socket[]
  readonly beside: AsyncDisposable | undefined
  /** Set when we end it ourselves. */
  isWanted: boolean
}

const QUIT_MS = 3000
const MONITOR = ['-chardev', 'socket,id=qmp,fd=4', '-mon', 'chardev=qmp,mode=control']
/** The file descriptor of the first serial port. */
const FIRST_PORT = 5

/** A QEMU that starts with the power and is gone without it. */
export class VirtualMachine implements AsyncDisposable {
  readonly device: string
  /** Its serial ports; there is one at least. */
  readonly ports: readonly [SerialPort, ...SerialPort[]]
  readonly #parts: MachineParts
  readonly #switching = new Queue()
  #running: Running | undefined
  #death: LabError | undefined

  constructor(parts: MachineParts) {
    this.device = parts.device
    this.#parts = parts
    this.ports = [new SerialPort(), ...(parts.furtherPorts ?? []).map(() => new SerialPort())]
  }

  get isOn(): boolean {
    return this.#running !== undefined
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
    const { program, args, folder, directory, device, furtherPorts = [] } = this.#parts
    const all = [...args, ...MONITOR, ...[undefined, ...furtherPorts].flatMap(portArguments), ...extra]
    const beside = await this.#parts.before?.(signal)
    const process = new GuardedProcess({
      ...{ program, args: all, sockets: 1 + this.ports.length, folder, cwd: directory },
    })
    const [control, ...serials] = process.sockets as [Socket, ...Socket[]]
    const qmp = new QmpClient(device, control)
    const running: Running = { process, serials, qmp, beside, isWanted: false }
    this.#running = running
    this.#death = undefined
    for (const [index, serial] of serials.entries()) this.ports[index]?.attach(serial)
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

  async #quit({ process, qmp, serials, beside }: Running): Promise<void> {
    using deadline = withDeadline(QUIT_MS, undefined, 'quit')
    const late = new Promise<void>((resolve) => deadline.signal.addEventListener('abort', () => resolve()))
    // It may end before its answer is read; one that does not listen is killed.
    const asked = qmp.ask('quit', {}, { signal: deadline.signal }).catch(() => {})
    await Promise.race([process.ended, late, asked.then(() => process.ended)])
    await process[Symbol.asyncDispose]()
    await beside?.[Symbol.asyncDispose]()
    await this.#readToEnd(serials)
  }

  async #readToEnd(serials: readonly Socket[]): Promise<void> {
    await Promise.all(serials.map((serial, index) => this.ports[index]?.detach(serial)))
  }

  async #ended(running: Running, end: ProcessEnd): Promise<void> {
    const death = this.#deathOf(end)
    running.qmp.fail(death)
    this.#running = undefined
    await running.beside?.[Symbol.asyncDispose]()
    if (running.isWanted) return
    await this.#readToEnd(running.serials)
    if (end.code !== 0) this.#death = death
    for (const port of this.ports)
      port.mark(end.code === 0 ? 'the machine switched itself off' : death.message)
  }

  #deathOf({ code, signal, complaint }: ProcessEnd): LabError {
    const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
    const said = complaint === '' ? ' and said nothing.' : `:\n${complaint.replace(/^/gm, '  | ')}`
    return new LabError('qemu-died', `QEMU of ${this.device} ${how}${said}`, { device: this.device })
  }
}

/** Where a serial port is found: its socket, and what it hangs on. */
function portArguments(hangsOn: string | undefined, index: number): string[] {
  const id = `serial${index}`
  const socket = ['-chardev', `socket,id=${id},fd=${FIRST_PORT + index}`]
  return [
    ...socket,
    ...(hangsOn === undefined ? ['-serial', `chardev:${id}`] : ['-device', `${hangsOn},chardev=${id}`]),
  ]
}

import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, LabError } from '../../runtime/errors.ts'
import type { shell } from '../../runtime/interfaces/shell.ts'
import { quote } from '../console-shell/posix-quote.ts'

/** Where commands run. */
export interface CommandPlace {
  readonly device: string
  readonly shell: ImplementationOf<typeof shell>
  readonly namespace: string | undefined
}

/** How a command ended. */
export interface Ended {
  readonly stdout: Buffer
  readonly stderr: string
  readonly exitCode: number
}

/** A command in the background. */
export interface Background {
  isRunning(signal: AbortSignal): Promise<boolean>
  /** Asks it to end, and waits until it has. */
  stop(signal: AbortSignal): Promise<Ended>
}

/** How long a command may take that only asks or sets something. */
const TIMEOUT_MS = 10_000
const NOT_FOUND = 127
const NOWHERE_ELSE = { cwd: undefined, env: undefined }

/** Runs command lines where the network interfaces are: on the device's shell or here, in a namespace or not. */
export class NetworkCommands {
  readonly device: string
  readonly #place: CommandPlace

  constructor(place: CommandPlace) {
    this.device = place.device
    this.#place = place
  }

  /** Runs a command line and gives what it wrote; a DeviceError if it fails. */
  async run(command: string, signal: AbortSignal): Promise<Buffer> {
    const ended = await this.tryRun(command, signal)
    if (ended.exitCode === 0) return ended.stdout
    const message = `${this.device}: "${command}" failed with exit code ${ended.exitCode}: ${lastLine(ended.stderr)}`
    throw new DeviceError('network-command', message, { device: this.device })
  }

  /** Runs a command line that may fail. */
  async tryRun(command: string, signal: AbortSignal, timeout = TIMEOUT_MS): Promise<Ended> {
    const settings = { ...NOWHERE_ELSE, as: 'bytes', timeout, persist: false, input: undefined } as const
    const ended = await this.#place.shell.run({ command: this.#placed(command), ...settings }, { signal })
    if (ended.exitCode === NOT_FOUND) throw this.#missing(command, String(ended.stderr))
    return { stdout: Buffer.from(ended.stdout), stderr: String(ended.stderr), exitCode: ended.exitCode }
  }

  /** Starts a command line in the background. */
  async start(command: string, signal: AbortSignal): Promise<Background> {
    const { shell } = this.#place
    const job = await shell.start({ command: this.#placed(command), ...NOWHERE_ELSE }, { signal })
    return {
      isRunning: async (asking) => shell.isRunning({ job }, { signal: asking }),
      stop: async (ending) => {
        await shell.stop({ job, signal: 'INT' }, { signal: ending })
        const ended = await shell.wait({ job, timeout: TIMEOUT_MS }, { signal: ending })
        const { stdout, stderr, exitCode } = ended
        return { stdout: Buffer.from(stdout), stderr: String(stderr), exitCode }
      },
    }
  }

  #placed(command: string): string {
    const { namespace } = this.#place
    return namespace === undefined ? command : `ip netns exec ${namespace} sh -c ${quote(command)}`
  }

  #missing(command: string, stderr: string): LabError {
    const program = /^(?:exec )?(\S+)/.exec(command)?.[1] ?? command
    const message = `${this.device} needs the program "${program}": ${lastLine(stderr)}`
    return new LabError('program-missing', message, { device: this.device, hint: 'Install it there.' })
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

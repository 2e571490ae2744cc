import type { Writable } from 'node:stream'

/** How a command ended: by an exit code, or by a signal; neither where nothing told. */
export interface PipeEnd {
  readonly exitCode?: number | undefined
  /** Makes the error that tells why its end is not known; takes the command. */
  readonly error?: (command: string) => Error
}

/** What a command writes, as it comes. */
export interface CommandOutput {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Lets pass what nobody listens to. */
  resume(): unknown
}

/** A command at work, wherever it is. */
export interface CommandPipe {
  /** Undefined where it reads nothing. */
  readonly stdin?: Writable
  readonly stdout: CommandOutput
  readonly stderr: CommandOutput
  /** Hears its end, after all of its output. */
  onEnd(listener: (end: PipeEnd) => void): void
  /** Passes a signal on, where that can be. */
  signal(name: string): void
  /** Hears that its processes are sent a signal: nothing else may run among them from then on. */
  spare?(): void
  /** Lets go of it, whether it has ended or not. */
  close(): void
}

/** Where commands run: a device behind SSH, or behind a program. */
export interface CommandHost {
  readonly device: string
  /** Whether a POSIX shell reads the commands. */
  readonly posix: boolean
  /** Whether it can be reached without more ado, as to tidy up. */
  readonly isOpen: boolean
  /** Starts a command and gives it to `attach` at once: it may be over before a promise could tell of it. */
  exec<T>(line: string, signal: AbortSignal, attach: (pipe: CommandPipe) => T): Promise<T>
}

/** A command's way to end by a signal, as shells tell it. */
export function exitCodeOfSignal(number: number | undefined): number {
  return 128 + (number ?? 0)
}

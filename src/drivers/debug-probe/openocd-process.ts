import { execa } from 'execa'
import { withDeadline } from '../../runtime/deadline.ts'
import { LabError, messageOf } from '../../runtime/errors.ts'

/** How OpenOCD is started. */
export interface OpenocdStart {
  readonly program: string
  readonly configs: readonly string[]
  readonly commands: readonly string[]
  readonly directory: string
}

/** An OpenOCD that runs, and the port of its line for programs. */
export interface RunningOpenocd extends AsyncDisposable {
  readonly port: number
}

const START_MS = 15_000
const SHOWN = 6
const LISTENING = /Listening on port (\d+) for tcl connections/

/** Starts OpenOCD on a port of its own and waits until it listens; a LabError shows what it said otherwise. */
export async function startOpenocd(start: OpenocdStart, signal: AbortSignal): Promise<RunningOpenocd> {
  using deadline = withDeadline(START_MS, signal, 'the start of OpenOCD')
  const child = launch(start)
  try {
    const port = await listening(child, deadline.signal)
    return { port, [Symbol.asyncDispose]: () => end(child) }
  } catch (error) {
    await end(child)
    signal.throwIfAborted()
    throw error
  }
}

type Child = ReturnType<typeof launch>

function launch({ program, configs, commands, directory }: OpenocdStart) {
  const words = [
    ...['-c', 'tcl_port 0; gdb_port disabled; telnet_port disabled'],
    ...configs.flatMap((config) => ['-f', config]),
    ...[...commands, 'init'].flatMap((command) => ['-c', command]),
  ]
  return execa(program, words, {
    cwd: directory,
    ...({ all: true, buffer: false, reject: false, stdin: 'ignore', forceKillAfterDelay: 2000 } as const),
  })
}

async function end(child: Child): Promise<void> {
  child.kill('SIGTERM')
  await child
}

/** Its port: it says so when it listens, before it has looked for its probe; it serves when it has found it. */
function listening(child: Child, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string, cause?: unknown) => {
      const lines = said
        .split('\n')
        .filter((line) => /^(Error|Warn)/.test(line))
        .slice(-SHOWN)
      const shown = lines.map((line) => `\n  | ${line}`).join('')
      const message = `OpenOCD cannot be used: ${why}.${shown}`
      const hint = 'Is the probe plugged in, and are the configuration files those of probe and chip?'
      reject(new LabError('openocd-failed', message, { cause, hint }))
    }
    child.all?.on('data', (bytes: Buffer) => {
      said += bytes.toString('latin1')
      const port = LISTENING.exec(said)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
    signal.addEventListener('abort', () => fail(messageOf(signal.reason)), { once: true })
    child.then(
      ({ exitCode, failed, message }) => {
        fail(
          exitCode === undefined && failed
            ? (message?.split('\n')[0] ?? 'it did not start')
            : `it ended with ${exitCode}`,
        )
      },
      (error) => fail(messageOf(error), error),
    )
  })
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { type CommandHost, type CommandPipe, exitCodeOfSignal } from '../posix-shell/command-host.ts'

/** A program that takes a command as its last argument and runs it somewhere. */
export interface Prefix {
  readonly device: string
  readonly directory: string
  readonly prefix: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  readonly posix: boolean
}

/** A host of commands behind a program. */
export function createPrefixedHost({ device, directory, prefix, env, posix }: Prefix): CommandHost {
  const [program, ...args] = prefix
  return {
    ...{ device, posix, isOpen: true },
    exec: async (line, signal, attach) => {
      signal.throwIfAborted()
      const options = { cwd: directory, env: { ...process.env, ...env }, detached: true }
      const child = spawn(program, [...args, line], options)
      return attach(pipeOf(child, { device, program }))
    },
  }
}

function pipeOf(
  child: ChildProcessWithoutNullStreams,
  { device, program }: { readonly device: string; readonly program: string },
): CommandPipe {
  let failure: LabError | undefined
  child.stdin.on('error', () => {}) // its end tells
  child.once('error', (cause) => {
    const message = `${device}: the program "${program}" cannot be run: ${messageOf(cause)}`
    failure = new LabError('command-failed', message, { device, cause })
  })
  const signal = (name: string) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, `SIG${name}`)
    } catch {
      // All of it has ended by itself.
    }
  }
  return {
    ...{ stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, signal },
    onEnd: (listener) => {
      child.once('close', (code, killed) => {
        const error = failure
        if (error !== undefined) listener({ error: () => error })
        else listener({ exitCode: code ?? exitCodeOfSignal(constants.signals[killed as NodeJS.Signals]) })
      })
    },
    close: () => signal('KILL'),
  }
}

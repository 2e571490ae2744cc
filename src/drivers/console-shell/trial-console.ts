import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { ByteChannel } from '../../runtime/driver.ts'
import { defineDriver } from '../../runtime/driver.ts'
import { console as consoleInterface } from '../../runtime/interfaces/console.ts'

/** A console on which a program runs, behind a pseudoterminal or, for what reads pipes, without one. */
export const trialConsole = defineDriver({
  type: 'trial-console',
  doc: 'A program as a console, for tests.',
  provides: [consoleInterface],
  config: z.strictObject({
    /** The command line; on a pseudoterminal as socat's EXEC takes it. */
    command: z.string(),
    pty: z.boolean().default(true),
    env: z.record(z.string(), z.string()).default({}),
  }),
  open: async ({ command, pty, env }) => {
    const [program = '', ...args] = pty
      ? ['socat', '-', `EXEC:"${command}",pty,setsid,ctty,stderr,sane`]
      : command.split(' ')
    const options = { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] as const }
    const child = spawn(program, args, options as never)
    return {
      console: { stream: channelOf(child) },
      [Symbol.asyncDispose]: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      },
    }
  },
})

function channelOf(child: ChildProcess): ByteChannel {
  child.stdin?.on('error', () => {})
  return {
    listen: (listener) => {
      child.stdout?.on('data', (chunk: Buffer) => listener.bytes(chunk))
      child.once('exit', () => listener.mark('the program ended'))
    },
    write: (bytes) =>
      new Promise((resolve, reject) => {
        child.stdin?.write(bytes, (error) => (error ? reject(error) : resolve()))
      }),
    setFlow: (on) => void (on ? child.stdout?.resume() : child.stdout?.pause()),
  }
}

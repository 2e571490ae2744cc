import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../runtime/free-port.ts'
import { whenListening } from './trial-port.ts'

/** PDUDaemon at work, with a PDU `rack` whose outlets write down what they are told. */
export interface TrialPdudaemon extends AsyncDisposable {
  readonly port: number
  /** What was switched: `3 on`. */
  switched(): string[]
}

/** Starts PDUDaemon; resolves when it listens. */
export async function startPdudaemon(listener: 'http' | 'tcp'): Promise<TrialPdudaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-pdudaemon-'))
  const [log, file, port] = [join(folder, 'log'), join(folder, 'conf.json'), await freePort()]
  const rack = {
    driver: 'localcmdline',
    cmd_on: `echo '%s on' >> ${log}`,
    cmd_off: `echo '%s off' >> ${log}`,
  }
  writeFileSync(log, '')
  writeFileSync(file, JSON.stringify({ daemon: { hostname: '127.0.0.1', port, listener }, pdus: { rack } }))
  const child = spawn('pdudaemon', [`--conf=${file}`], {
    cwd: folder,
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  await whenListening(port)
  return {
    port,
    switched: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

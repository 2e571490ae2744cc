import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import { freePort } from '../../runtime/free-port.ts'
import { whenListening } from '../power-lines/trial-port.ts'

/** An MQTT broker of a test. */
export interface TrialBroker extends AsyncDisposable {
  readonly url: string
}

/** Starts the broker aedes in this process; with a password, it takes nobody else. */
export async function startAedes(password?: string): Promise<TrialBroker> {
  const broker = await Aedes.createBroker({
    authenticate: (_client, _username, given, done) => {
      done(null, password === undefined || given?.toString() === password)
    },
  })
  const server = createServer(broker.handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => broker.close(() => resolve()))
      server.close()
    },
  }
}

/** Starts mosquitto. */
export async function startMosquitto(): Promise<TrialBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-mosquitto-'))
  const port = await freePort()
  const file = join(folder, 'conf')
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\n`)
  const child = spawn('mosquitto', ['-c', file], {
    cwd: folder,
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  await whenListening(port)
  return {
    url: `mqtt://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Aedes } from 'aedes'
import { freePort } from '../power-lines/trial-port.ts'

/** An MQTT broker of a test. */
export interface TrialBroker extends AsyncDisposable {
  readonly url: string
}

/** True if Debian's mosquitto is installed. */
export const hasMosquitto = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'mosquitto')))

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
  const child = spawn('mosquitto', ['-c', file], { cwd: folder, stdio: 'ignore' })
  const ended = once(child, 'exit')
  while (!(await listens(port))) await pause(20)
  return {
    url: `mqtt://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Debian's snmpd on a port of the loopback, with a community, a user and objects that can be written. */
export interface TrialAgent extends AsyncDisposable {
  readonly port: number
}

const CONFIG = (port: number, folder: string) => `
agentAddress udp:127.0.0.1:${port}
rocommunity public 127.0.0.1
rwcommunity private 127.0.0.1
createUser lab SHA "authsecret" AES "privsecret"
rwuser lab priv
[snmp] persistentDir ${folder}/persistent
`

/** Starts the agent; whoever opens it waits for its first answer. */
export async function openTrialAgent(): Promise<TrialAgent> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-snmpd-'))
  const port = await freeUdpPort()
  writeFileSync(join(folder, 'snmpd.conf'), CONFIG(port, folder))
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, SNMP_PERSISTENT_DIR: folder }
  const child = spawn(
    'snmpd',
    [
      '-f',
      '-LF',
      '6',
      join(folder, 'log'),
      '-C',
      '-c',
      join(folder, 'snmpd.conf'),
      '-p',
      join(folder, 'pid'),
    ],
    {
      stdio: 'ignore',
      env,
    },
  )
  const ended = once(child, 'exit')
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

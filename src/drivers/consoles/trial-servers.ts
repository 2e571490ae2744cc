import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { freePort } from '../../runtime/free-port.ts'

/** Whether a program can be run here. */
export function isInstalled(program: string): boolean {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) =>
    existsSync(join(folder, program)),
  )
}

const LISTENING = '0A'

/** Resolves when something listens at a port: to connect would count as a first client. */
async function listens(port: number): Promise<void> {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  for (;;) {
    const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
      readFileSync(file, 'latin1').split('\n'),
    )
    if (rows.some((row) => row.includes(local) && row.trim().split(/\s+/)[3] === LISTENING)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A server at work, which a test may end. */
export interface TrialServer extends AsyncDisposable {
  readonly port: number
}

/** Runs Debian's ser2net between a TCP port and a serial port; `protocol` is such as `tcp` or `telnet(rfc2217),tcp`. */
export async function startSer2net(
  folder: string,
  {
    protocol,
    connector,
    port,
  }: { readonly protocol: string; readonly connector: string; readonly port?: number },
): Promise<TrialServer> {
  const own = port ?? (await freePort())
  const file = join(folder, `ser2net-${own}.yaml`)
  writeFileSync(
    file,
    `connection: &one\n  accepter: ${protocol},127.0.0.1,${own}\n  connector: ${connector}\n`,
  )
  return startServer(own, ['ser2net', '-n', '-d', '-c', file])
}

/** Runs a server, and waits until it listens. */
export async function startServer(
  port: number,
  [program = '', ...args]: readonly string[],
): Promise<TrialServer> {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
  const child = spawn(program, args, { stdio: 'ignore', env, detached: true })
  await listens(port)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    // With all processes that it started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  return { port, [Symbol.asyncDispose]: stop }
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../runtime/free-port.ts'

const SSHD = '/usr/sbin/sshd'

/** Whether OpenSSH's server and client tools are installed. */
export const hasSshd = existsSync(SSHD) && existsSync('/usr/bin/ssh-keygen')

/** An sshd of its own for tests, on a port of loopback, with keys and a folder of its own. */
export interface TrialSshd extends AsyncDisposable {
  readonly folder: string
  readonly port: number
  /** A key that may log in. */
  readonly key: string
  /** What the bench file needs to log in. */
  readonly config: Readonly<Record<string, unknown>>
  /** The public host key, as `ssh-ed25519 AAAA…`. */
  readonly hostKey: string
  stop(): Promise<void>
  start(): Promise<void>
  /** Makes another host key, as a device does that was set up anew; it counts from the next start on. */
  changeHostKey(): void
}

/** Starts an sshd; `lines` are added to its configuration. */
export async function openTrialSshd(...lines: readonly string[]): Promise<TrialSshd> {
  const folder = mkdtempSync(join(tmpdir(), 'hil-sshd-'))
  const at = (name: string) => join(folder, name)
  const port = await freePort()
  makeKey(at('host-key'))
  makeKey(at('user-key'))
  writeFileSync(at('authorized'), readFileSync(at('user-key.pub')))
  writeFileSync(at('sshd_config'), [...configuration(folder, port), ...lines, ''].join('\n'))
  let child: ChildProcess | undefined
  const stop = async () => {
    const ending = child
    child = undefined
    if (ending === undefined) return
    await endSessions(ending)
    ending.kill()
    if (ending.exitCode === null && ending.signalCode === null) await once(ending, 'exit')
  }
  const start = async () => {
    child = await startSshd(at('sshd_config'))
  }
  await start()
  return {
    ...{ folder, port, key: at('user-key'), stop, start },
    config: {
      ...{ host: '127.0.0.1', port, user: userInfo().username },
      ...{ key: at('user-key'), knownHosts: at('known-hosts') },
    },
    get hostKey() {
      return readFileSync(at('host-key.pub'), 'utf8').split(' ').slice(0, 2).join(' ')
    },
    changeHostKey: () => makeKey(at('host-key')),
    [Symbol.asyncDispose]: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Makes a key pair, in the place of one that is there. */
export function makeKey(path: string, ...options: readonly string[]): void {
  rmSync(path, { force: true })
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    'ed25519',
    '-f',
    path,
    ...(options.length > 0 ? options : ['-N', '']),
  ])
}

function configuration(folder: string, port: number): string[] {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host-key')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin yes',
    'KbdInteractiveAuthentication no',
    'Subsystem sftp internal-sftp',
    `SetEnv HOME=${folder}`, // what the profile of whoever runs the tests does has no part in them
  ]
}

async function startSshd(config: string): Promise<ChildProcess> {
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
  const child = spawn(SSHD, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('Server listening')) resolve()
    })
    child.once('exit', () => reject(new Error(`sshd ended: ${said}`)))
  })
  return child
}

/** The processes of open connections outlive the one that listens; a machine that restarts ends them too. */
async function endSessions({ pid }: ChildProcess): Promise<void> {
  for (;;) {
    const sessions = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
    if (sessions.length === 0) return
    for (const session of sessions) killIfThere(Number(session))
    await setTimeout(5) // until they were collected: the list may leave some out while others end
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

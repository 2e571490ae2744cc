import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'

/** Two network namespaces, one with a DHCP server, joined by a cable. */
export interface TrialNetwork extends AsyncDisposable {
  /** Namespace of the device; its interface is `eth0`. */
  readonly device: string
  /** Namespace of the server, at 10.77.0.1 on its `eth0`. */
  readonly server: string
  /** Runs a program in the server's namespace. */
  atServer(...command: readonly string[]): string
}

const SERVER_ADDRESS = '10.77.0.1'

/** Why no namespaces can be made here; undefined if they can. */
export function namespacesImpossible(...programs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(':')
  const missing = ['ip', ...programs].find(
    (name) => !folders.some((folder) => existsSync(`${folder}/${name}`)),
  )
  if (missing !== undefined) return `${missing} is not installed`
  const probe = `hil-probe-${process.pid}`
  try {
    run('ip', 'netns', 'add', probe)
    run('ip', 'netns', 'del', probe)
    return undefined
  } catch {
    return 'network namespaces are not permitted'
  }
}

/** Makes the two namespaces and starts dnsmasq, where a test needs DHCP. */
export async function openTrialNetwork({ dhcp = true } = {}): Promise<TrialNetwork> {
  const mark = `${process.pid}-${Math.random().toString(36).slice(2, 6)}`
  const [device, server] = [`hil-dut-${mark}`, `hil-srv-${mark}`]
  for (const name of [device, server]) {
    // What a DHCP client writes to resolv.conf stays in the namespace.
    mkdirSync(`/etc/netns/${name}`, { recursive: true })
    writeFileSync(`/etc/netns/${name}/resolv.conf`, '')
    run('ip', 'netns', 'add', name)
  }
  const peer = ['peer', 'name', 'eth0', 'netns', server]
  run('ip', 'link', 'add', 'eth0', 'netns', device, 'type', 'veth', ...peer)
  const inServer = (...command: readonly string[]) => run('ip', 'netns', 'exec', server, ...command)
  inServer('ip', 'addr', 'add', `${SERVER_ADDRESS}/24`, 'dev', 'eth0')
  inServer('ip', 'link', 'set', 'eth0', 'up')
  run('ip', 'netns', 'exec', device, 'ip', 'link', 'set', 'eth0', 'up')
  const served = dhcp ? await serveDhcp(server) : undefined
  return {
    device,
    server,
    atServer: inServer,
    [Symbol.asyncDispose]: async () => {
      served?.kill('SIGKILL')
      for (const name of [device, server]) {
        run('ip', 'netns', 'del', name)
        rmSync(`/etc/netns/${name}`, { recursive: true, force: true })
      }
    },
  }
}

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function serveDhcp(namespace: string): Promise<ChildProcess> {
  const options = ['--keep-in-foreground', '--conf-file=/dev/null', '--port=0', '--log-facility=-']
  const range = ['--dhcp-range=10.77.0.50,10.77.0.60,2m', '--dhcp-option=option:router,10.77.0.1']
  const files = ['--leasefile-ro', '--user=root', '--pid-file=', '--no-ping']
  const command = ['netns', 'exec', namespace, 'dnsmasq', ...options, ...range, ...files]
  const child = spawn('ip', command, { stdio: ['ignore', 'ignore', 'pipe'] })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('DHCP')) resolve(child)
    })
    child.once('exit', (code) => reject(new Error(`dnsmasq ended with ${code}: ${said}`)))
  })
}

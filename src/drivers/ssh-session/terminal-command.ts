import { quote } from '../posix-shell/quote.ts'
import type { SshHost, SshSettings } from '../ssh-connection/ssh-settings.ts'

/** The command line that opens a terminal on the device with OpenSSH, the same way and with the same keys. */
export function terminalCommand({ route, knownHosts }: SshSettings): string {
  const [device, ...before] = [...route].reverse() as [SshHost, ...SshHost[]]
  // The way through other hosts is a command of its own, since only so each may have its key.
  const proxy = before.reduceRight<string | undefined>(
    (inner, host) => commandFor(host, { knownHosts, proxy: inner, last: ['-W', '%h:%p'] }),
    undefined,
  )
  return commandFor(device, { knownHosts, proxy, last: [] })
}

interface Way {
  readonly knownHosts: string
  readonly proxy: string | undefined
  readonly last: readonly string[]
}

function commandFor(host: SshHost, { knownHosts, proxy, last }: Way): string {
  const options = [
    ...keyOptions(host, knownHosts),
    ...(host.key === undefined ? [] : ['IdentitiesOnly=yes']),
    ...(host.agent === undefined ? [] : [`IdentityAgent=${host.agent}`]),
    ...(proxy === undefined ? [] : [`ProxyCommand=${proxy}`]),
  ]
  const words = [
    'ssh',
    ...(host.port === 22 ? [] : ['-p', String(host.port)]),
    ...(host.key === undefined ? [] : ['-i', host.key]),
    ...options.flatMap((option) => ['-o', option]),
    ...last,
    `${host.user}@${host.host}`,
  ]
  return words.map(quote).join(' ')
}

function keyOptions({ hostKey }: SshHost, knownHosts: string): string[] {
  if (hostKey === 'any') return ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null']
  const checking = hostKey === 'accept-new' ? 'accept-new' : 'yes'
  return [`StrictHostKeyChecking=${checking}`, `UserKnownHostsFile=${knownHosts}`]
}

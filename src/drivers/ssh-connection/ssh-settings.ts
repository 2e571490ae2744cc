import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { stateFolder } from '../../runtime/state-folder.ts'
import { duration } from '../../runtime/units.ts'

const hostKey = z
  .union([
    z.enum(['accept-new', 'strict', 'any']),
    z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/),
    z.string().regex(/^(ssh|ecdsa)-[a-z0-9-]+ [A-Za-z0-9+/]+=*/),
  ])
  .default('accept-new')
  .describe(
    'Which host key is right. accept-new: the first one that is met, from then on only that. strict: only one that stands in knownHosts. `SHA256:…` or `ssh-ed25519 AAAA…`: this one. any: no check, for devices that make a new key each time they are flashed.',
  )

const endpoint = {
  host: z.string().describe('Name or address.'),
  port: z.coerce.number().int().min(1).max(65_535).default(22).describe('TCP port.'),
  user: z.string().optional().describe('Account; the name of the user here if left out.'),
  password: z
    .string()
    .optional()
    .describe(`Password of the account; write \${env:NAME} rather than the password.`),
  key: z
    .string()
    .optional()
    .describe(
      'File with the private key, relative to the bench file. Without key, password and agent: the agent that is running, and the keys in ~/.ssh.',
    ),
  passphrase: z.string().optional().describe('Passphrase of the key.'),
  agent: z
    .union([z.boolean(), z.string()])
    .optional()
    .describe(
      'Whether the keys of an agent are shown; its socket, where it is not the one of SSH_AUTH_SOCK.',
    ),
  hostKey,
}

const jumpHost = z.strictObject(endpoint)

/** What the bench file says about an SSH connection. */
export const sshConfig = z.strictObject({
  ...endpoint,
  jump: z
    .union([jumpHost, z.array(jumpHost).min(1)])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .optional()
    .describe('Hosts on the way, the first one first, with the same keys as the device.'),
  knownHosts: z
    .string()
    .optional()
    .describe('File with the host keys that are known; known-hosts in the folder of states if left out.'),
  posix: z
    .boolean()
    .default(true)
    .describe(
      'Whether commands are read by a POSIX shell. false for devices with a command line of their own: then cwd and env cannot be given.',
    ),
  keepShell: z
    .boolean()
    .default(true)
    .describe(
      'Whether shells are kept on the device, and each command runs in a subshell of one: the same results, several times as quick. false: a login shell of its own for each command, as ssh does it; needed only where commands change what a login shell reads at its start. Devices without a suitable shell get that by themselves.',
    ),
  connectTimeout: duration().default(10_000).describe('How long connecting may take.'),
  keepAlive: duration()
    .default(10_000)
    .describe(
      'How often a silent device is asked for a sign of life; after three in vain the connection is lost.',
    ),
})

/** One host on the way, the device being the last. */
export interface SshHost {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string | undefined
  /** Path of the private key. */
  readonly key: string | undefined
  readonly passphrase: string | undefined
  /** Socket of the agent. */
  readonly agent: string | undefined
  readonly hostKey: string
}

/** Everything that a connection is made from, with paths and defaults resolved. */
export interface SshSettings {
  readonly device: string
  /** Hosts to pass; the last one is the device. */
  readonly route: readonly [...SshHost[], SshHost]
  readonly knownHosts: string
  readonly posix: boolean
  readonly keepShell: boolean
  readonly connectTimeout: number
  readonly keepAlive: number
}

/** Where the driver is opened. */
export interface SshSurroundings {
  readonly device: string
  readonly directory: string
  readonly env: NodeJS.ProcessEnv
}

/** Resolves what the bench file says. */
export function sshSettings(config: z.output<typeof sshConfig>, place: SshSurroundings): SshSettings {
  const { jump = [], knownHosts, posix, keepShell, connectTimeout, keepAlive, ...device } = config
  const resolveHost = (host: z.output<typeof jumpHost>) => sshHost(host, place)
  return {
    device: place.device,
    route: [...jump.map(resolveHost), resolveHost(device)],
    knownHosts:
      knownHosts === undefined
        ? join(stateFolder(place.env), 'known-hosts')
        : resolve(place.directory, withHome(knownHosts)),
    posix,
    keepShell,
    connectTimeout,
    keepAlive,
  }
}

function sshHost(config: z.output<typeof jumpHost>, { directory, env }: SshSurroundings): SshHost {
  const { user = userInfo().username, key, agent, password, ...rest } = config
  const said = key !== undefined || password !== undefined || agent !== undefined
  const wanted = agent ?? !said
  return {
    ...{ host: rest.host, port: rest.port, hostKey: rest.hostKey, passphrase: rest.passphrase },
    ...{ user, password },
    key: key === undefined ? undefined : resolve(directory, withHome(key)),
    agent: typeof wanted === 'string' ? resolve(directory, wanted) : wanted ? env.SSH_AUTH_SOCK : undefined,
  }
}

function withHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}

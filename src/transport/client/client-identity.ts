import { randomUUID } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { basename } from 'node:path'

/** Who a client is: told to the bench, and by it to others who wait for the bench. */
export interface ClientIdentity {
  /** For people: user, machine, process and command. */
  readonly client: string
  /** Connections of one group share a session of the bench. */
  readonly group: string
  /** True for one that only looks on. */
  readonly viewer?: boolean
}

/** Longer names are cut. */
const LONGEST = 200

let own: ClientIdentity | undefined

/** The identity of this process: the same for all its connections. */
export function ownIdentity(): ClientIdentity {
  own ??= {
    client: `${userName()}@${hostname()} (${commandName()}, pid ${process.pid})`,
    group: randomUUID(),
  }
  return own
}

/** What a client says that it is, fit to be printed. One that names no group is alone. */
export function identityFrom(said: { client: string; group?: unknown; viewer?: unknown }): ClientIdentity {
  const client = said.client.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, LONGEST)
  const group = typeof said.group === 'string' && said.group !== '' ? said.group : randomUUID()
  return { client, group, ...(said.viewer === true ? { viewer: true } : {}) }
}

/** `hil run`: without arguments, which may hold what is nobody's business. */
function commandName(): string {
  const [, script = 'node', ...args] = process.argv
  const words = args.filter((arg) => /^[a-z-]+$/.test(arg) && !arg.startsWith('-')).slice(0, 1)
  const program = /main\.[jt]s$/.test(script) ? 'hil' : basename(script)
  return [program, ...words].join(' ')
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? ''}`
  }
}

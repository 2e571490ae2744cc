import type { Session, User } from 'net-snmp'

/** Where an agent is, and who asks. */
export interface SnmpPlace {
  readonly host: string
  readonly port: number
  readonly version: '1' | '2c' | '3'
  readonly community: string
  readonly user?: string | undefined
  readonly authProtocol: string
  readonly authKey?: string | undefined
  readonly privProtocol: string
  readonly privKey?: string | undefined
  readonly timeout: number
  readonly retries: number
}

/** Opens a session of the library: nothing is sent yet. */
export async function openSession(place: SnmpPlace): Promise<Session> {
  const { default: library } = (await import('net-snmp')) as unknown as { default: typeof import('net-snmp') }
  const versions = { 1: library.Version1, '2c': library.Version2c, 3: library.Version3 }
  const { host, port, timeout, retries, version } = place
  const transport = host.includes(':') ? 'udp6' : 'udp4'
  const options = { port, timeout, retries, transport, version: versions[version] }
  const session =
    version === '3'
      ? library.createV3Session(host, userOf(place, library), options)
      : library.createSession(host, place.community, options)
  // What goes wrong is told to the one who asks.
  session.on('error', () => {})
  return session
}

function userOf(place: SnmpPlace, library: typeof import('net-snmp')): User {
  const { SecurityLevel, AuthProtocols, PrivProtocols } = library
  const { user: name = '', authKey, privKey } = place
  if (authKey === undefined) return { name, level: SecurityLevel.noAuthNoPriv }
  const auth = { name, authKey, authProtocol: AuthProtocols[place.authProtocol] }
  if (privKey === undefined) return { ...auth, level: SecurityLevel.authNoPriv }
  return { ...auth, level: SecurityLevel.authPriv, privKey, privProtocol: PrivProtocols[place.privProtocol] }
}

import { messageOf } from '../../runtime/errors.ts'
import type { Exchange } from '../power-switch/exchange.ts'
import { powerFailed } from '../power-switch/power-failed.ts'
import { untilAborted } from '../power-switch/until-aborted.ts'

/** Where an SNMP agent is, and who asks it. */
export interface SnmpPlace {
  readonly host: string
  readonly port: number
  readonly version: '1' | '2c' | '3'
  readonly community: string
  readonly user?: SnmpUser | undefined
}

/** A user of SNMP version 3. */
export interface SnmpUser {
  readonly name: string
  readonly auth?: { readonly protocol: 'md5' | 'sha' | 'sha256' | 'sha512'; readonly key: string } | undefined
  readonly privacy?: { readonly protocol: 'des' | 'aes'; readonly key: string } | undefined
}

/** What is used of the library, which has no types. */
interface NetSnmp {
  readonly [constant: string]: unknown
  readonly Version1: number
  readonly Version2c: number
  readonly ObjectType: { readonly Integer: number }
  readonly SecurityLevel: Readonly<Record<'noAuthNoPriv' | 'authNoPriv' | 'authPriv', number>>
  readonly AuthProtocols: Readonly<Record<string, number>>
  readonly PrivProtocols: Readonly<Record<string, number>>
  createSession(host: string, community: string, options: object): LibrarySession
  createV3Session(host: string, user: object, options: object): LibrarySession
  isVarbindError(varbind: Varbind): boolean
  varbindError(varbind: Varbind): string
}

interface Varbind {
  readonly oid: string
  readonly type?: number
  readonly value: unknown
}

type Answered = (error: Error | null, varbinds: readonly Varbind[]) => void

interface LibrarySession {
  get(oids: readonly string[], answered: Answered): void
  set(varbinds: readonly Varbind[], answered: Answered): void
  on(event: 'error', listener: () => void): void
  close(): void
}

/** UDP loses packets: a question is sent again after this time, until the caller gives up. */
const SEND_AGAIN_MS = 700
const RETRIES = 1000

/** Asks an SNMP agent for numbers, and sets them. */
export class SnmpSession implements AsyncDisposable {
  readonly #snmp: NetSnmp
  readonly #session: LibrarySession
  readonly #exchange: Exchange
  #isClosed = false

  private constructor(snmp: NetSnmp, session: LibrarySession, exchange: Exchange) {
    this.#snmp = snmp
    this.#session = session
    this.#exchange = exchange
    session.on('error', () => {}) // an error of the socket is told by the question that it broke
  }

  static async open(place: SnmpPlace, exchange: Exchange): Promise<SnmpSession> {
    const { default: library } = await import('net-snmp' as string)
    const snmp = library as NetSnmp
    return new SnmpSession(snmp, sessionOf(snmp, place), exchange)
  }

  get(oid: string, signal: AbortSignal): Promise<number> {
    return this.#ask(`get ${oid}`, signal, (answered) => this.#session.get([oid], answered))
  }

  async set(oid: string, value: number, signal: AbortSignal): Promise<void> {
    const varbind = { oid, type: this.#snmp.ObjectType.Integer, value }
    await this.#ask(`set ${oid} ${value}`, signal, (answered) => this.#session.set([varbind], answered))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isClosed) this.#session.close()
    this.#isClosed = true
  }

  async #ask(question: string, signal: AbortSignal, send: (answered: Answered) => void): Promise<number> {
    this.#exchange.asked(question)
    const varbinds = await untilAborted(this.#answer(send), signal).catch((error: unknown) => {
      if (signal.aborted) throw signal.reason
      this.#exchange.came(messageOf(error))
      throw powerFailed('The SNMP agent refused', this.#exchange)
    })
    const [varbind] = varbinds
    if (varbind === undefined || this.#snmp.isVarbindError(varbind)) {
      this.#exchange.came(varbind === undefined ? '' : this.#snmp.varbindError(varbind))
      throw powerFailed('The SNMP agent does not know the object', this.#exchange)
    }
    this.#exchange.came(String(varbind.value))
    return Number(varbind.value)
  }

  #answer(send: (answered: Answered) => void): Promise<readonly Varbind[]> {
    return new Promise((resolve, reject) => {
      send((error, varbinds) => (error ? reject(error) : resolve(varbinds)))
    })
  }
}

function sessionOf(snmp: NetSnmp, { host, port, version, community, user }: SnmpPlace): LibrarySession {
  const transport = host.includes(':') ? 'udp6' : 'udp4'
  const options = { port, transport, timeout: SEND_AGAIN_MS, retries: RETRIES }
  if (version !== '3')
    return snmp.createSession(host, community, {
      ...options,
      version: version === '1' ? snmp.Version1 : snmp.Version2c,
    })
  return snmp.createV3Session(host, v3User(snmp, user ?? { name: '' }), options)
}

function v3User(snmp: NetSnmp, { name, auth, privacy }: SnmpUser): object {
  const secured = privacy === undefined ? 'authNoPriv' : 'authPriv'
  return {
    name,
    level: snmp.SecurityLevel[auth === undefined ? 'noAuthNoPriv' : secured],
    ...(auth && { authProtocol: snmp.AuthProtocols[auth.protocol], authKey: auth.key }),
    ...(auth && privacy && { privProtocol: snmp.PrivProtocols[privacy.protocol], privKey: privacy.key }),
  }
}

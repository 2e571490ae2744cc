/** The part of net-snmp that is used here; the package has no types of its own. */
declare module 'net-snmp' {
  export interface Varbind {
    readonly oid: string
    readonly type: number
    readonly value: number | bigint | string | boolean | Buffer | null
  }

  export interface SessionOptions {
    readonly port?: number
    readonly timeout?: number
    readonly retries?: number
    readonly version?: number
    readonly transport?: string
  }

  export interface User {
    readonly name: string
    readonly level: number
    readonly authProtocol?: number | undefined
    readonly authKey?: string | undefined
    readonly privProtocol?: number | undefined
    readonly privKey?: string | undefined
  }

  export interface Session {
    get(oids: readonly string[], done: (error: Error | null, varbinds: readonly Varbind[]) => void): void
    set(varbinds: readonly Varbind[], done: (error: Error | null, varbinds: readonly Varbind[]) => void): void
    subtree(
      oid: string,
      maxRepetitions: number,
      feed: (varbinds: readonly Varbind[]) => boolean | undefined,
      done: (error: Error | null) => void,
    ): void
    on(event: 'error', listener: (error: Error) => void): void
    close(): void
  }

  export function createSession(host: string, community: string, options: SessionOptions): Session
  export function createV3Session(host: string, user: User, options: SessionOptions): Session
  export function isVarbindError(varbind: Varbind): boolean
  export function varbindError(varbind: Varbind): string
  export const Version1: number
  export const Version2c: number
  export const Version3: number
  export const ObjectType: Readonly<Record<string, number>>
  export const SecurityLevel: Readonly<Record<'noAuthNoPriv' | 'authNoPriv' | 'authPriv', number>>
  export const AuthProtocols: Readonly<Record<string, number>>
  export const PrivProtocols: Readonly<Record<string, number>>
}

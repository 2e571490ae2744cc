import { createHash } from 'node:crypto'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { type HostKey, hostKeyOf, type KnownKey, knownKeys, knownName, pinKey } from './known-hosts.ts'
import type { SshHost } from './ssh-settings.ts'

/** A host, and the file that knows keys. */
export interface KeyedHost {
  readonly device: string
  readonly host: SshHost
  readonly knownHosts: string
}

/** Checks the key that a host shows; throws a LabError for one that is not right, and pins one that is new where it may. */
export function checkHostKey(blob: Buffer, keyed: KeyedHost): void {
  const { hostKey } = keyed.host
  if (hostKey === 'any') return
  const shown = hostKeyOf(blob)
  if (hostKey.startsWith('SHA256:')) {
    const right = fingerprint(shown) === hostKey.replace(/=$/, '')
    if (!right) throw changed(keyed, shown, `the bench file says ${hostKey}`)
  } else if (/^(ssh|ecdsa)-/.test(hostKey)) {
    if (shown.base64 !== hostKey.split(' ')[1]) throw changed(keyed, shown, 'the bench file has another one')
  } else checkKnown(keyed, shown)
}

/** The kinds of keys that are known of a host: it is asked for these first, so that a further key of it is no change. */
export function knownKinds({ host, knownHosts }: KeyedHost): string[] {
  const [given] = /^(?:ssh|ecdsa)-[a-z0-9-]+/.exec(host.hostKey) ?? []
  if (given !== undefined) return [given]
  return [...new Set(readKnown(host, knownHosts).map(({ type }) => type))]
}

/** A key as `ssh-keygen -l` writes it. */
export function fingerprint({ base64 }: HostKey): string {
  const hash = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64')
  return `SHA256:${hash.replace(/=+$/, '')}`
}

function checkKnown(keyed: KeyedHost, shown: HostKey): void {
  const { host, knownHosts } = keyed
  const known = readKnown(host, knownHosts)
  const same = known.find(({ base64 }) => base64 === shown.base64)
  if (same?.revoked) throw changed(keyed, shown, `line ${same.line} of ${knownHosts} revokes it`)
  if (same !== undefined) return
  if (known.length > 0) throw changed(keyed, shown, expectation(known, knownHosts))
  if (host.hostKey === 'accept-new') pin(keyed, shown)
  else throw unknown(keyed, shown)
}

function unknown({ host, knownHosts, device }: KeyedHost, shown: HostKey): LabError {
  const name = knownName(host.host, host.port)
  const message = `The host key of ${name} is unknown: ${shown.type} ${fingerprint(shown)}.`
  const hint = `If it is the device's, add this line to ${knownHosts}: ${name} ${shown.type} ${shown.base64}`
  return new LabError('host-key-unknown', message, { device, hint })
}

function expectation([known]: readonly KnownKey[], file: string): string {
  return known === undefined ? '' : `line ${known.line} of ${file} has ${known.type} ${fingerprint(known)}`
}

function changed({ device, host }: KeyedHost, shown: HostKey, expected: string): LabError {
  const name = knownName(host.host, host.port)
  const message = `${name} shows another host key than it should: ${shown.type} ${fingerprint(shown)}; ${expected}.`
  const hint =
    'Somebody may stand in between. If the device was set up anew, remove the old key, or set hostKey in the bench file.'
  return new LabError('host-key-changed', message, { device, hint })
}

function readKnown(host: SshHost, file: string): KnownKey[] {
  try {
    return knownKeys(file, knownName(host.host, host.port))
  } catch (cause) {
    throw unusable(file, cause)
  }
}

function pin({ host, knownHosts }: KeyedHost, key: HostKey): void {
  try {
    pinKey(knownHosts, knownName(host.host, host.port), key)
  } catch (cause) {
    throw unusable(knownHosts, cause)
  }
}

function unusable(file: string, cause: unknown): LabError {
  return new LabError('known-hosts', `The file of known host keys cannot be used: ${messageOf(cause)}`, {
    cause,
    hint: `See to the rights of ${file}, or name another one with knownHosts.`,
  })
}

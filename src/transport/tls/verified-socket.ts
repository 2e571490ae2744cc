import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { connect, rootCertificates, type TLSSocket } from 'node:tls'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { KnownExporters } from './known-exporters.ts'
import type { Trust } from './trust.ts'

/**
 * Opens a TLS connection to the host of a `wss:` URL and looks at its certificate before anything is sent, so that no
 * token reaches somebody else. Rejects with a LabError if the certificate is not to be trusted.
 */
export async function openVerifiedSocket(
  url: URL,
  trust: Trust | undefined,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const port = Number(url.port || 443)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const socket = connect({
    ...{ host, port, rejectUnauthorized: false },
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(trust?.ca === undefined ? {} : { ca: [...rootCertificates, readAuthority(trust.ca)] }),
  })
  const giveUp = () => socket.destroy(signal.reason)
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('it hung up while the connection was secured')))
    })
    verify(socket, `${url.hostname}:${port}`, trust)
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** Throws a LabError unless the certificate is sound, given, known, or the first of its address. */
function verify(socket: TLSSocket, address: string, trust: Trust | undefined): void {
  const { valid_from, valid_to, fingerprint256 } = socket.getPeerCertificate()
  const now = Date.now()
  if (now > Date.parse(valid_to)) throw outOfDate(address, `expired on ${dayOf(valid_to)}`)
  if (now < Date.parse(valid_from)) throw outOfDate(address, `is not valid before ${dayOf(valid_from)}`)
  if (trust?.fingerprint !== undefined) {
    if (plain(trust.fingerprint) !== plain(fingerprint256))
      throw changed(address, {
        expected: trust.fingerprint,
        got: fingerprint256,
        from: 'The fingerprint given',
      })
    return
  }
  if (socket.authorized) return
  if (trust === undefined) throw untrusted(address, String(socket.authorizationError))
  const known = new KnownExporters(trust.known)
  const before = known.get(address)
  if (before === undefined) known.add(address, fingerprint256)
  else if (plain(before) !== plain(fingerprint256))
    throw changed(address, { expected: before, got: fingerprint256, from: `The one in ${trust.known}` })
}

function plain(fingerprint: string): string {
  return fingerprint
    .replace(/^sha256[:=]/i, '')
    .replaceAll(':', '')
    .toUpperCase()
}

function dayOf(date: string): string {
  return new Date(date).toISOString().slice(0, 10)
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new LabError('certificate-file', `The file of authorities cannot be read: ${messageOf(error)}.`)
  }
}

function outOfDate(address: string, why: string): LabError {
  return new LabError('certificate-expired', `The certificate of the exporter at ${address} ${why}.`, {
    hint: 'Give the exporter a new one; the clocks of both machines must be right, too.',
  })
}

function changed(
  address: string,
  { expected, got, from }: { expected: string; got: string; from: string },
): LabError {
  const message = `The exporter at ${address} shows another certificate: ${from} is ${expected}, it shows ${got}.`
  return new LabError('certificate-changed', message, {
    hint: `Somebody may be in between. If the exporter has a new certificate, remove the row of ${address}, or give the new fingerprint.`,
  })
}

function untrusted(address: string, why: string): LabError {
  return new LabError(
    'certificate-refused',
    `The certificate of the exporter at ${address} is not trusted: ${why}.`,
  )
}

import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { makeFolder } from '../../runtime/make-folder.ts'

/** Years for which a certificate of our own making is valid: clients know it by its fingerprint, not by its date. */
const YEARS = 10

/** The certificate and key that an exporter shows, as PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** Reads a certificate and its key. Throws a LabError if they are not there or do not belong together. */
export function readCertificate(certFile: string, keyFile: string): Certificate {
  try {
    return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  } catch (error) {
    throw new LabError('certificate-file', `The certificate cannot be read: ${messageOf(error)}.`)
  }
}

/** The certificate in a folder; a self-signed one is made, its key for the owner's eyes only, if there is none. */
export async function ownCertificate(folder: string): Promise<Certificate> {
  const certFile = join(folder, 'exporter.crt')
  const keyFile = join(folder, 'exporter.key')
  if (existsSync(certFile) && existsSync(keyFile)) return readCertificate(certFile, keyFile)
  const { generate } = await import('selfsigned')
  const end = new Date()
  end.setFullYear(end.getFullYear() + YEARS)
  const made = await generate([{ name: 'commonName', value: 'hilwright exporter' }], {
    ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notAfterDate: end },
  })
  makeFolder(folder, 0o700)
  writeFileSync(keyFile, made.private, { mode: 0o600 })
  writeFileSync(certFile, made.cert)
  return { cert: made.cert, key: made.private }
}

/** The SHA-256 fingerprint of a certificate, as `AB:CD:…`. */
export function fingerprintOf({ cert }: Certificate): string {
  return new X509Certificate(cert).fingerprint256
}

import { SuiteError } from '../../runtime/errors.ts'
import { isLocal, type ListenAddress } from '../../transport/served/listen-address.ts'
import { type Certificate, ownCertificate, readCertificate } from '../../transport/tls/own-certificate.ts'

/** How connections to an exporter are encrypted; those of other machines are, unless it is told otherwise. */
export interface Encryption {
  /** Encrypts connections of this machine, too. */
  readonly tls?: boolean
  /** PEM file of the certificate to show; one of our own making without it. */
  readonly cert?: string
  readonly key?: string
  /** Serves other machines without encryption. */
  readonly insecure?: boolean
}

/** What is shown to clients; undefined where connections are not encrypted. */
export async function certificateFor(
  listen: ListenAddress,
  { tls = false, insecure = false, cert, key }: Encryption,
  folder: string,
): Promise<Certificate | undefined> {
  const wanted = tls || cert !== undefined || key !== undefined
  const mistake = mistakeIn({ wanted, insecure, cert, key, listen })
  if (mistake !== undefined) throw new SuiteError('wrong-argument', mistake)
  if (listen.kind === 'unix' || insecure || (!wanted && isLocal(listen))) return undefined
  return cert !== undefined && key !== undefined ? readCertificate(cert, key) : ownCertificate(folder)
}

interface WantedTls {
  readonly wanted: boolean
  readonly insecure: boolean
  readonly cert: string | undefined
  readonly key: string | undefined
  readonly listen: ListenAddress
}

function mistakeIn({ wanted, insecure, cert, key, listen }: WantedTls): string | undefined {
  if ((cert === undefined) !== (key === undefined)) return '--cert and --key belong together.'
  if (wanted && insecure) return '--insecure is the opposite of --tls and --cert.'
  if (wanted && listen.kind === 'unix') return 'A unix socket is not encrypted: it never leaves the machine.'
  return undefined
}

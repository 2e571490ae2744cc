import type { Connection } from '../../runtime/connection.ts'
import { KnownExporters } from '../../transport/tls/known-exporters.ts'
import type { Address } from '../../transport/wire/web-socket.ts'
import type { Terminal } from '../terminal.ts'

/** Connects to an exporter, and says so if its certificate was not met before. Rejects with a LabError. */
export async function openExporter(address: Address, { stderr }: Terminal): Promise<Connection> {
  const { connectTo } = await import('../../transport/client/remote-connection.ts')
  const before = knownFingerprint(address)
  const connection = await connectTo(address)
  const now = knownFingerprint(address)
  if (now !== undefined && now !== before)
    stderr.write(
      `The exporter at ${address.url} is new here. Its fingerprint is kept in ${address.trust?.known}; compare:\n  ${now}\n`,
    )
  return connection
}

function knownFingerprint({ url, trust }: Address): string | undefined {
  if (trust === undefined) return undefined
  const { hostname, port } = new URL(url)
  return new KnownExporters(trust.known).get(`${hostname}:${port || 443}`)
}

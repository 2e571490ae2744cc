import type { Connection } from '../../runtime/connection.ts'
import { exporterAddress } from '../exporter/exporter-address.ts'
import type { Terminal } from '../terminal.ts'
import type { DoorOptions } from './door-options.ts'

/** How a bench is opened. */
export interface Opening extends DoorOptions {
  /** Looks on only: takes nothing, and disturbs nobody. */
  readonly viewer?: boolean
}

/**
 * Connects to the exporter that was named, or opens the bench file in this process. Who waits is told for whom.
 * Rejects with a LabError or, for a bench file with mistakes, a SuiteError.
 */
export async function openBench(opening: Opening, terminal: Terminal): Promise<Connection> {
  const { viewer = false } = opening
  const address = await exporterAddress(opening, terminal.env)
  const { ownIdentity } = await import('../../transport/client/client-identity.ts')
  const as = viewer ? { ...ownIdentity(), viewer } : ownIdentity()
  const connection = await (address === undefined
    ? (await import('./local-bench.ts')).openLocalBench(opening.bench ?? 'bench.yaml', as)
    : (await import('../exporter/open-exporter.ts')).openExporter({ ...address, as }, terminal))
  if (!viewer) {
    const { printNotices } = await import('../../playwright/bench/print-notices.ts')
    void printNotices(connection, terminal.stderr)
  }
  return connection
}

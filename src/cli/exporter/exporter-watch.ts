import type { ExportedBench } from '../../transport/exporter/exported-bench.ts'
import type { ExporterListener } from '../../transport/exporter/exporter-event.ts'
import type { ListenAddress } from '../../transport/served/listen-address.ts'
import type { ServedBench } from '../../transport/served/serve.ts'
import { packageVersion } from '../version.ts'
import { createMetrics } from './exporter-metrics.ts'
import { serveMetrics } from './metrics-server.ts'

/** What is watched. */
export interface Watched {
  readonly bench: ExportedBench
  readonly server: ServedBench
  isEnding(): boolean
}

/** Metrics and health of an exporter, served. */
export interface ExporterWatch extends AsyncDisposable {
  readonly url: string
}

/** Serves metrics and health of an exporter at an address of their own. */
export async function watchExporter(
  listen: ListenAddress,
  { bench, server, isEnding }: Watched,
  listeners: ExporterListener[],
): Promise<ExporterWatch> {
  const metrics = await createMetrics(packageVersion(), {
    sessions: () => bench.sessions,
    devices: () => bench.description.devices.length,
    traffic: () => server.traffic(),
  })
  listeners.push(metrics.event)
  return serveMetrics(listen, {
    text: metrics.text,
    health: () => ({ status: isEnding() ? 'ending' : 'ok', sessions: bench.sessions }),
  })
}

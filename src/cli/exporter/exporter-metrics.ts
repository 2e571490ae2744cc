import type { Counter, Histogram, Registry } from 'prom-client'
import type { CallEvent, ExporterEvent, ExporterListener } from '../../transport/exporter/exporter-event.ts'

/** What is read when metrics are asked for. */
export interface Gauges {
  /** Sessions that are open. */
  sessions(): number
  devices(): number
  /** Bytes of all connections. */
  traffic(): { readonly received: number; readonly sent: number }
}

/** Counts what happens on an exporter. */
export interface ExporterMetrics {
  readonly event: ExporterListener
  /** The text that Prometheus reads. */
  text(): Promise<string>
}

/** Calls take from tenths of a millisecond to the minutes of a flash. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

/** Creates the metrics of an exporter. */
export async function createMetrics(version: string, gauges: Gauges): Promise<ExporterMetrics> {
  const prometheus = await import('prom-client') // 40 ms that an exporter without metrics does without
  const registry = new prometheus.Registry()
  const own = { registers: [registry] }
  const counter = (name: string, help: string, labelNames: readonly string[] = []) =>
    new prometheus.Counter({ ...own, name: `hilwright_${name}_total`, help, labelNames: [...labelNames] })
  const read = (name: string, help: string, value: () => number) =>
    new prometheus.Gauge({
      ...{ ...own, name: `hilwright_${name}`, help },
      collect() {
        this.set(value())
      },
    })
  prometheus.collectDefaultMetrics({ register: registry })
  read('up', 'The exporter runs.', () => 1)
  read('devices', 'Devices of the bench.', gauges.devices)
  read('sessions', 'Sessions that are open.', gauges.sessions)
  new prometheus.Gauge({
    ...{ ...own, name: 'hilwright_build_info', help: 'The version.', labelNames: ['version'] },
  }).set({ version }, 1)
  countTraffic(counter, gauges)
  const clients = new prometheus.Gauge({ ...own, name: 'hilwright_clients', help: 'Connected clients.' })
  const counted: Counted = {
    sessions: counter('sessions', 'Sessions that began.'),
    reconnects: counter('reconnects', 'Clients that came back after their connection broke.'),
    refused: counter('refused', 'Connections that were refused.', ['reason']),
    hooks: counter('hooks', 'Hooks that ran.', ['hook', 'outcome']),
    calls: counter('calls', 'Calls of drivers.', ['driver', 'outcome']),
    durations: new prometheus.Histogram({
      ...{ ...own, name: 'hilwright_call_duration_seconds', help: 'How long calls of drivers took.' },
      ...{ labelNames: ['driver'], buckets: SECONDS },
    }),
    clients,
  }
  return { event: (event) => count(counted, event), text: () => textOf(registry) }
}

interface Counted {
  readonly sessions: Counter
  readonly reconnects: Counter
  readonly refused: Counter
  readonly hooks: Counter
  readonly calls: Counter
  readonly durations: Histogram
  readonly clients: { inc(): void; dec(): void }
}

function count(counted: Counted, event: ExporterEvent): void {
  if (event.kind === 'connected') counted.clients.inc()
  else if (event.kind === 'gone') counted.clients.dec()
  else if (event.kind === 'resumed') counted.reconnects.inc()
  else if (event.kind === 'refused') counted.refused.inc({ reason: event.reason })
  else if (event.kind === 'session-begun') counted.sessions.inc()
  else if (event.kind === 'hook') counted.hooks.inc({ hook: event.hook, outcome: event.outcome })
  else if (event.kind === 'call') countCall(counted, event)
}

function countCall({ calls, durations }: Counted, { driver, outcome, milliseconds }: CallEvent): void {
  calls.inc({ driver, outcome })
  durations.observe({ driver }, milliseconds / 1000)
}

function countTraffic(counter: (name: string, help: string) => Counter, { traffic }: Gauges): void {
  const received = counter('received_bytes', 'Bytes that came from clients.')
  const sent = counter('sent_bytes', 'Bytes that went to clients.')
  const known = { received: 0, sent: 0 }
  const collect = (bytes: Counter, key: 'received' | 'sent') => {
    const now = traffic()[key]
    bytes.inc(Math.max(0, now - known[key]))
    known[key] = now
  }
  Object.assign(received, { collect: () => collect(received, 'received') })
  Object.assign(sent, { collect: () => collect(sent, 'sent') })
}

async function textOf(registry: Registry): Promise<string> {
  return registry.metrics()
}

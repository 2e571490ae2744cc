import { createServer, type Server } from 'node:http'
import { LabError } from '../../runtime/errors.ts'
import { type ListenAddress, urlOf } from '../../transport/served/listen-address.ts'

/** What a metrics server answers with. */
export interface MetricsSource {
  text(): Promise<string>
  /** `ok` while sessions can begin. */
  health(): { readonly status: 'ok' | 'ending'; readonly sessions: number }
}

/** A server of metrics. */
export interface MetricsServer extends AsyncDisposable {
  readonly url: string
}

/** Answers `/metrics` and `/healthz` over HTTP, for machines that watch the exporter. */
export async function serveMetrics(listen: ListenAddress, source: MetricsSource): Promise<MetricsServer> {
  const server = createServer(async ({ method, url }, response) => {
    const path = url?.split('?')[0]
    if (method !== 'GET' && method !== 'HEAD') response.writeHead(405).end()
    else if (path === '/metrics')
      response.writeHead(200, { 'content-type': PROMETHEUS }).end(await source.text())
    else if (path === '/healthz') {
      const health = source.health()
      const status = health.status === 'ok' ? 200 : 503
      response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(health)}\n`)
    } else response.writeHead(404).end('There are /metrics and /healthz.\n')
  })
  const bound = await listening(server, listen)
  return {
    url: urlOf(bound, false).replace(/^ws/, 'http'),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8'

async function listening(server: Server, listen: ListenAddress): Promise<ListenAddress> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new LabError('cannot-listen', `Cannot serve metrics: ${cause.message}.`, { cause })),
    )
    if (listen.kind === 'unix') server.listen(listen.path, resolve)
    else server.listen(listen.port, listen.host, resolve)
  })
  const bound = server.address()
  return listen.kind === 'tcp' && typeof bound === 'object' && bound !== null
    ? { ...listen, port: bound.port }
    : listen
}

import type { z } from 'zod'
import { withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { endpoints } from '../../runtime/interfaces/endpoints.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { openTcpConnection } from '../network/tcp-connection.ts'
import { type Endpoint, originOf } from './endpoint.ts'
import type { endpointsConfig } from './endpoints-config.ts'
import { exchange } from './exchange.ts'
import { request } from './http-request.ts'
import { waitUntilOpen } from './wait-until-open.ts'

/** The endpoints of a configuration, ready to be reached. */
export function createEndpoints({
  host,
  ports,
}: z.output<typeof endpointsConfig>): ImplementationOf<typeof endpoints> {
  const all = new Map(
    Object.entries(ports).map(([name, port]) => [name, { ...port, name, host: bare(port.host ?? host) }]),
  )
  const find = (name: string): Endpoint => all.get(name) ?? unknown(name, [...all.keys()])
  return {
    list: () => [...all.values()].map(described),
    address: ({ endpoint }) => described(find(endpoint)),
    waitUntilOpen: async ({ endpoint, timeout }, { signal }) => {
      const found = find(endpoint)
      using deadline = withDeadline(timeout, signal, `Waiting for ${endpoint}`)
      return { after: await waitUntilOpen(found, deadline.signal) }
    },
    connect: ({ endpoint }, { signal }) => {
      const { host: at, port, protocol } = find(endpoint)
      if (protocol === 'udp')
        throw new SuiteError('not-tcp', `The endpoint "${endpoint}" is one of UDP: it takes no connections.`)
      return openTcpConnection({ host: at, port }, signal)
    },
    exchange: async ({ endpoint, data, until, as, timeout }, { signal }) => {
      const found = find(endpoint)
      using deadline = withDeadline(timeout, signal, `The exchange with ${endpoint}`)
      return asked(await exchange(found, { data: Buffer.from(data), until, signal: deadline.signal }), as)
    },
    request: async ({ endpoint, as, timeout, ...message }, { signal }) => {
      const found = find(endpoint)
      using deadline = withDeadline(timeout, signal, `The request to ${endpoint}`)
      const { body, ...answer } = await request(found, { ...message, signal: deadline.signal })
      return { ...answer, body: asked(body, as) }
    },
  }
}

/** An IPv6 address may stand in brackets, as in a URL. */
function bare(host: string): string {
  return /^\[(.*)\]$/.exec(host)?.[1] ?? host
}

function described({ name, protocol, host, port }: Endpoint) {
  const isWeb = protocol === 'http' || protocol === 'https'
  const url = isWeb ? { url: `${originOf({ protocol, host, port })}/` } : {}
  return { name, protocol, host, port, ...url }
}

function asked(bytes: Buffer, as: 'text' | 'bytes'): string | Uint8Array<ArrayBuffer> {
  return as === 'text' ? bytes.toString() : new Uint8Array(bytes)
}

function unknown(name: string, names: readonly string[]): never {
  const hint = didYouMean(name, names)
  throw new SuiteError(
    'unknown-endpoint',
    `The device has no endpoint "${name}".`,
    hint === undefined ? {} : { hint },
  )
}

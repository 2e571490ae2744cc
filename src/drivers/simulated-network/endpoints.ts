import { z } from 'zod'
import { DeviceError } from '../../runtime/errors.ts'
import { endpoints } from '../../runtime/interfaces/endpoints.ts'
import { defineSimulation } from '../simulated/simulation.ts'

const answer = z.union([
  z.string().transform((body) => ({ status: 200, body })),
  z.strictObject({ status: z.number().int().default(200), body: z.string().default('') }),
])
const port = z.strictObject({
  protocol: z.enum(['tcp', 'udp', 'http', 'https']).default('http').describe('What is spoken there.'),
  port: z.number().int().default(80).describe('The number of the port.'),
  pages: z.record(z.string(), answer).default({}).describe('What it answers, by path; 404 if not named.'),
  replies: z
    .record(z.string(), z.string())
    .default({})
    .describe('What tcp and udp answer, by what is sent; the same if not named.'),
})

/** Endpoints that answer as the bench file says, with no network at all. */
export const simulatedEndpoints = defineSimulation(endpoints, {
  overNetwork: true,
  config: { ports: z.record(z.string(), port).default({}).describe('The endpoints, by name.') },
  create: ({ ports }, { device }) => {
    const find = (name: string) => ports[name] ?? unknown(device, name)
    const described = (name: string) => {
      const { protocol, port: number } = find(name)
      const host = `${device}.invalid`
      const url = protocol.startsWith('http') ? { url: `${protocol}://${host}:${number}/` } : {}
      return { name, protocol, host, port: number, ...url }
    }
    return {
      list: () => Object.keys(ports).map(described),
      address: ({ endpoint }) => described(endpoint),
      waitUntilOpen: ({ endpoint }) => {
        find(endpoint)
        return { after: 0 }
      },
      exchange: ({ endpoint, data, as }) => {
        const sent = Buffer.from(data).toString()
        return asked(find(endpoint).replies[sent] ?? sent, as)
      },
      request: ({ endpoint, path, as }) => {
        const { status, body } = find(endpoint).pages[path] ?? { status: 404, body: 'not found' }
        return { status, headers: { 'content-type': 'text/plain' }, body: asked(body, as) }
      },
    }
  },
})

function asked(text: string, as: 'text' | 'bytes') {
  return as === 'text' ? text : new Uint8Array(Buffer.from(text))
}

function unknown(device: string, name: string): never {
  throw new DeviceError('simulated-missing', `${device} has no endpoint "${name}".`)
}

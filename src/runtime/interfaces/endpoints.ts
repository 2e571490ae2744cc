import { z } from 'zod'
import { call, connection, defineInterface, param } from '../interface.ts'
import { duration } from '../units.ts'

const name = param('endpoint', z.string(), 'Name of the endpoint, as the bench file has it.')
const timeout = duration().default(30_000).describe('How long to wait at most.')
const endpoint = z.object({
  name: z.string(),
  protocol: z.enum(['tcp', 'udp', 'http', 'https']),
  host: z.string(),
  port: z.number().int(),
  url: z.string().optional().describe('Of http and https: where its root is.'),
})
const content = z.union([z.string(), z.instanceof(Uint8Array)])

/** The ports of a device at which something answers, by name. */
export const endpoints = defineInterface({
  name: 'endpoints',
  version: 1,
  doc: 'Reaches the TCP, UDP and HTTP ports of a device by name.',
  members: {
    list: call({ doc: 'Lists the endpoints of the device.', readOnly: true, result: z.array(endpoint) }),
    address: call({
      doc: 'Tells where an endpoint is reached from the machine of the bench.',
      readOnly: true,
      params: [name],
      result: endpoint,
    }),
    waitUntilOpen: call({
      doc: 'Waits until an endpoint answers: takes a connection, sends a datagram back, or gives an HTTP status below 500.',
      readOnly: true,
      params: [name],
      options: { timeout },
      result: z.object({
        after: z.number().meta({ unit: 'ms', description: 'Time from the call to the answer.' }),
      }),
    }),
    connect: connection({
      doc: 'Opens a connection to a TCP endpoint for one program alone, as hil forward does.',
      params: [name],
    }),
    exchange: call({
      doc: 'Sends data to a TCP or UDP endpoint and gives the answer: the next datagram, or what comes over a connection of its own until the text `until` has come or the device closes it.',
      params: [name, param('data', content, 'What to send.')],
      options: {
        until: z
          .string()
          .optional()
          .describe('Text that ends the answer over TCP; the end of the connection if left out.'),
        as: z
          .enum(['text', 'bytes'])
          .default('text')
          .describe('Whether the answer comes as text or as bytes.'),
        timeout,
      },
      result: content,
    }),
    request: call({
      doc: 'Sends an HTTP request. A status such as 404 is no error: the answer has it. Redirections are not followed.',
      params: [name],
      options: {
        path: z.string().default('/').describe('Path and query.'),
        method: z.string().default('GET').describe('GET, POST, PUT, DELETE…'),
        headers: z.record(z.string(), z.string()).default({}).describe('Further headers.'),
        body: content.optional().describe('What to send with it.'),
        as: z.enum(['text', 'bytes']).default('text').describe('Whether the body comes as text or as bytes.'),
        timeout,
      },
      result: z.object({
        status: z.number().int(),
        headers: z.record(z.string(), z.string()).describe('By names in lower case.'),
        body: content,
      }),
    }),
  },
})

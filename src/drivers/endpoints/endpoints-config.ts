import { z } from 'zod'

const port = z.number().int().min(1).max(65_535)

/** What the bench file says about the endpoints of a device. */
export const endpointsConfig = z.strictObject({
  host: z.string().describe('Name or address of the device; an IPv6 address with brackets or without.'),
  ports: z
    .record(
      z.string(),
      z.strictObject({
        protocol: z.enum(['tcp', 'udp', 'http', 'https']).default('tcp').describe('What is spoken there.'),
        port: port.describe('The number of the port.'),
        host: z.string().optional().describe('Where it is reached, if not at the host of the device.'),
        probe: z
          .string()
          .default('')
          .describe('Of udp: what is sent to see whether it answers; an empty datagram if left out.'),
        anyCertificate: z
          .boolean()
          .default(false)
          .describe('Of https: whether a certificate is taken that nobody known signed.'),
      }),
    )
    .describe('The endpoints, by name.'),
})

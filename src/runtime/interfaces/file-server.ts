import { z } from 'zod'
import { file } from '../files/file-parameter.ts'
import { call, defineInterface, param } from '../interface.ts'
import { duration } from '../units.ts'

const name = param('name', z.string(), 'Name of the file on the server, as in boot/kernel.img.')
const fetched = z.object({
  time: z.number().meta({ unit: 'ms', description: 'When it ended, in milliseconds since the Unix epoch.' }),
  client: z.string().describe('Address of the device that asked.'),
  name: z.string().describe('The file that it asked for.'),
  outcome: z
    .enum(['complete', 'broken', 'missing', 'refused'])
    .describe(
      'complete: it was sent to the end. broken: the device went away. missing: there is no such file.',
    ),
  bytes: z.number().int().meta({ unit: 'B', description: 'How much was sent.' }),
})

/** A server that devices fetch files from: images for a bootloader, updates, configuration. */
export const fileServer = defineInterface({
  name: 'file-server',
  version: 1,
  doc: 'Offers files that devices fetch over the network.',
  members: {
    stage: call({
      doc: 'Offers a file. One of that name that is there already is replaced.',
      params: [param('file', file(), 'Path of the file here, or a URL.')],
      options: {
        name: z.string().optional().describe('Its name on the server; that of the file if left out.'),
      },
      result: z.object({
        name: z.string(),
        url: z.string().describe('Where devices fetch it.'),
        bytes: z.number().int().meta({ unit: 'B' }),
        sha256: z.string().describe('SHA-256 of the file, in hexadecimal.'),
      }),
    }),
    list: call({ doc: 'Names the files that are offered.', readOnly: true, result: z.array(z.string()) }),
    url: call({
      doc: 'Tells where devices fetch a file.',
      readOnly: true,
      params: [name],
      result: z.string(),
    }),
    remove: call({
      doc: 'Offers a file no longer; does nothing when it is not there.',
      params: [name],
      result: z.void(),
    }),
    requests: call({
      doc: 'Lists what devices asked for since the server was opened, the oldest first.',
      readOnly: true,
      result: z.array(fetched),
    }),
    waitForRequest: call({
      doc: 'Waits until a device has asked for a file, and tells how it ended. What was asked before and told by no wait counts too.',
      params: [name],
      options: { timeout: duration().default(30_000).describe('How long to wait at most.') },
      result: fetched,
    }),
  },
})

import { z } from 'zod'
import { file } from '../files/file-parameter.ts'
import { call, defineInterface, param } from '../interface.ts'

const path = param('path', z.string(), 'Where the file is on the device.')

/** Files of a device: brought there, fetched, compared. */
export const files = defineInterface({
  name: 'files',
  version: 1,
  doc: 'Brings files to a device and fetches them.',
  members: {
    put: call({
      doc: 'Brings a file to the device and compares its checksum there. A file that is there is replaced.',
      params: [param('file', file(), 'Path of the file here, or a URL.'), path],
      options: { mode: z.string().optional().describe('Rights of the file on the device, as in 755.') },
      result: z.object({
        bytes: z.number().meta({ unit: 'B' }),
        sha256: z.string().describe('SHA-256 of what is on the device now, in hexadecimal.'),
      }),
    }),
    get: call({
      doc: 'Fetches a file of the device.',
      readOnly: true,
      params: [path],
      result: z.instanceof(Uint8Array),
    }),
    checksum: call({
      doc: 'Computes the SHA-256 of a file on the device.',
      readOnly: true,
      params: [path],
      result: z.string(),
    }),
    remove: call({ doc: 'Removes a file of the device.', params: [path], result: z.void() }),
  },
})

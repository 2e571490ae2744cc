import { DeviceError } from '../../../runtime/errors.ts'
import { fileServer } from '../../../runtime/interfaces/file-server.ts'
import { text, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'

const NEEDS = { interface: 'file-server' } as const

const keywords = [
  defineKeyword({
    name: 'Stage File',
    phrases: ['Stage file {file} [as {name}]'],
    doc: 'Offers a file to devices and returns the URL where they fetch it.',
    ...NEEDS,
    arguments: [
      arg('file', text, 'Path of the file, or a URL.'),
      optional('name', text, undefined, 'Its name on the server; that of the file if left out.'),
    ],
    run: async ({ file, name }, context) => {
      const staged = await context.device()['file-server'].stage(file, {
        ...(name === undefined ? {} : { name }),
        signal: context.signal,
      })
      return staged.url
    },
  }),
  defineKeyword({
    name: 'File Should Be Fetched',
    phrases: ['File {name} should be fetched [within {timeout}]'],
    doc: 'Waits until a device has fetched a file, and fails unless it got all of it. Returns how many bytes were sent.',
    ...NEEDS,
    arguments: [
      arg('name', text, 'Name of the file on the server.'),
      optional('timeout', time, 30_000, 'How long to wait at most.'),
    ],
    run: async ({ name, timeout }, context) => {
      const seen = await context
        .device()
        ['file-server'].waitForRequest(name, { timeout, signal: context.signal })
      if (seen.outcome === 'complete') return seen.bytes
      const message = `${seen.client} asked for ${name}, and the outcome was "${seen.outcome}" after ${seen.bytes} bytes.`
      throw new DeviceError('file-not-fetched', message)
    },
  }),
]

/** Keywords for servers that devices fetch files from. */
export const fileServerLibrary = defineLibrary('File Server', fileServer.doc, [
  ...keywords,
  ...withPhrases(generateKeywords(fileServer), {
    'File Server Url': ['Url of file {name}'],
    'File Server Remove': ['Remove file {name} from server'],
  }),
])

import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DeviceError, messageOf, SuiteError } from '../../../runtime/errors.ts'
import { files } from '../../../runtime/interfaces/files.ts'
import { text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'

const NEEDS = { interface: 'files' } as const
const path = arg('path', text, 'Where the file is on the device.')

const keywords = [
  defineKeyword({
    name: 'Get File From Device',
    phrases: ['Get file {path} from device as {file}'],
    doc: 'Fetches a file of the device and writes it to a file here. Returns the path of that file.',
    ...NEEDS,
    arguments: [path, arg('file', text, 'Path of the file here; it is replaced.')],
    run: async (values, context) => {
      const content = await context.device().files.get(values.path, { signal: context.signal })
      const target = resolve(values.file)
      await writeFile(target, content).catch((cause) => {
        throw new SuiteError('file-not-written', `Cannot write ${target}: ${messageOf(cause)}`, { cause })
      })
      return target
    },
  }),
  defineKeyword({
    name: 'Checksum On Device Should Be',
    phrases: ['Checksum of {path} on device should be {sha256}'],
    doc: 'Fails unless a file of the device has this SHA-256, in hexadecimal.',
    ...NEEDS,
    arguments: [path, arg('sha256', text, 'The SHA-256.')],
    run: async (values, context) => {
      const got = await context.device().files.checksum(values.path, { signal: context.signal })
      if (got === values.sha256.toLowerCase()) return
      throw new DeviceError('other-checksum', `${values.path} has the SHA-256 ${got}, not ${values.sha256}.`)
    },
  }),
  defineKeyword({
    name: 'Put File On Device',
    phrases: ['Put file {file} on device as {path} [with mode {mode}]'],
    doc: files.members.put.doc,
    ...NEEDS,
    arguments: [
      arg('file', text, 'Path of the file here, or a URL.'),
      path,
      optional('mode', text, undefined, 'Rights of the file on the device, as in 755.'),
    ],
    run: ({ file, mode, ...values }, context) =>
      context.device().files.put(file, values.path, { mode, signal: context.signal }),
  }),
]

/** Keywords that bring files to a device and fetch them. */
export const filesLibrary = defineLibrary('Files', files.doc, [
  ...keywords,
  ...withPhrases(generateKeywords(files), { 'Files Remove': ['Remove file {path} from device'] }),
])

import { storage } from '../../../runtime/interfaces/storage.ts'
import { text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'

const image = arg('image', text, 'Path of the image file, or a URL.')
const sha256 = optional(
  'sha256',
  text,
  undefined,
  'SHA-256 that the image must have, in hexadecimal; a URL needs one, or `none` to go without.',
)

const flash = defineKeyword({
  name: 'Flash',
  phrases: ['Flash {image}'],
  doc: storage.members.flash.doc,
  interface: 'storage',
  arguments: [image, sha256],
  run: ({ image: path, sha256: sum }, context) =>
    context
      .device()
      .storage.flash(path, { ...(sum === undefined ? {} : { sha256: sum }), signal: context.signal }),
})

const verify = defineKeyword({
  name: 'Verify Image',
  phrases: ['Verify image {image}'],
  doc: storage.members.verify.doc,
  interface: 'storage',
  arguments: [image, sha256],
  run: ({ image: path, sha256: sum }, context) =>
    context
      .device()
      .storage.verify(path, { ...(sum === undefined ? {} : { sha256: sum }), signal: context.signal }),
})

/** Keywords that write and check what a device boots from. */
export const storageLibrary = defineLibrary('Storage', storage.doc, [
  flash,
  verify,
  ...withPhrases(generateKeywords(storage), { 'Storage Read': ['Read {length} of storage [at {offset}]'] }),
])

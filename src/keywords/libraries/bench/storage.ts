import { storage } from '../../../runtime/interfaces/storage.ts'
import { text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

const image = arg('image', text, 'Path of the image file.')

const flash = defineKeyword({
  name: 'Flash',
  phrases: ['Flash {image}'],
  doc: storage.members.flash.doc,
  interface: 'storage',
  arguments: [image],
  run: ({ image: path }, context) => context.device().storage.flash(path, { signal: context.signal }),
})

const verify = defineKeyword({
  name: 'Verify Image',
  phrases: ['Verify image {image}'],
  doc: storage.members.verify.doc,
  interface: 'storage',
  arguments: [image],
  run: ({ image: path }, context) => context.device().storage.verify(path, { signal: context.signal }),
})

/** Keywords that write and check what a device boots from. */
export const storageLibrary = defineLibrary('Storage', storage.doc, [
  flash,
  verify,
  ...withPhrases(generateKeywords(storage), { 'Storage Read': ['Read {length} of storage [at {offset}]'] }),
])

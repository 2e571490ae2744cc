import { storage } from '../../../runtime/interfaces/storage.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { argOf, optionOf } from '../../catalogue/parameter-type.ts'

const { flash: write, verify: compare } = storage.members

const flash = defineKeyword({
  name: 'Flash',
  phrases: ['Flash {image}'],
  doc: write.doc,
  interface: 'storage',
  arguments: [argOf(write, 'image'), optionOf(write, 'sha256'), optionOf(write, 'bmap')],
  run: ({ image: path, ...options }, context) =>
    context.device().storage.flash(path, { ...given(options), signal: context.signal }),
})

const verify = defineKeyword({
  name: 'Verify Image',
  phrases: ['Verify image {image}'],
  doc: compare.doc,
  interface: 'storage',
  arguments: [argOf(compare, 'image'), optionOf(compare, 'sha256'), optionOf(compare, 'bmap')],
  run: ({ image: path, ...options }, context) =>
    context.device().storage.verify(path, { ...given(options), signal: context.signal }),
})

/** Keywords that write and check what a device boots from. */
export const storageLibrary = defineLibrary('Storage', storage.doc, [
  flash,
  verify,
  ...withPhrases(generateKeywords(storage), { 'Storage Read': ['Read {length} of storage [at {offset}]'] }),
])

type Options = Readonly<Record<'sha256' | 'bmap', string | undefined>>

function given({ sha256: sum, bmap: map }: Options) {
  return { ...(sum === undefined ? {} : { sha256: sum }), ...(map === undefined ? {} : { bmap: map }) }
}

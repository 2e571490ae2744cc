import { storage } from '../../../runtime/interfaces/storage.ts'
import { text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'

const image = arg(
  'image',
  text,
  'Path of the image file, or a URL: http, https, or exporter for an image of another exporter.',
)
const sha256 = optional(
  'sha256',
  text,
  undefined,
  'SHA-256 that the image must have, in hexadecimal; a URL of http or https needs one, or `none` to go without.',
)

const bmap = optional(
  'bmap',
  text,
  undefined,
  'Path or URL of a block map of the image (bmap): only what it lists is written, each range checked. One beside the image is found by itself; `none` leaves it out.',
)

const flash = defineKeyword({
  name: 'Flash',
  phrases: ['Flash {image}'],
  doc: storage.members.flash.doc,
  interface: 'storage',
  arguments: [image, sha256, bmap],
  run: ({ image: path, ...options }, context) =>
    context.device().storage.flash(path, { ...given(options), signal: context.signal }),
})

const verify = defineKeyword({
  name: 'Verify Image',
  phrases: ['Verify image {image}'],
  doc: storage.members.verify.doc,
  interface: 'storage',
  arguments: [image, sha256, bmap],
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

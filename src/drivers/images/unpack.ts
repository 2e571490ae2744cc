import { LabError } from '../../runtime/errors.ts'
import type { PackedImageFile } from './packed-image-file.ts'
import { unpackByLibrary } from './unpack-by-library.ts'
import { findProgram, unpackByProgram } from './unpack-by-program.ts'

/** Programs that unpack faster than any library here; zlib is faster than gzip. */
const PROGRAMS = {
  xz: ['xz', '-dc', '-T0'],
  zstd: ['zstd', '-dcq'],
  bzip2: ['bzip2', '-dc'],
} as const

/** The bytes of a packed image, by the fastest way there is on this machine. */
export async function* unpack(image: PackedImageFile): AsyncGenerator<Uint8Array> {
  const { compression } = image
  if (compression === 'gzip') return yield* unpackByLibrary(image, compression)
  const [name, ...options] = PROGRAMS[compression]
  const program = await findProgram(name)
  if (program !== undefined) return yield* unpackByProgram(image, program, options)
  if (compression === 'bzip2') throw noProgram(image.file)
  yield* unpackByLibrary(image, compression)
}

function noProgram(file: string): LabError {
  return new LabError(
    'unpacker-missing',
    `${file} is packed with bzip2, and the program bzip2 is not here.`,
    {
      hint: 'Install it on the machine of the bench: apt install bzip2.',
    },
  )
}

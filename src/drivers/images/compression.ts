/** How an image file is packed. */
export type Compression = 'gzip' | 'xz' | 'zstd' | 'bzip2'

const MAGIC: readonly (readonly [Compression, string])[] = [
  ['gzip', '1f8b08'],
  ['xz', 'fd377a585a00'],
  ['zstd', '28b52ffd'],
  ['bzip2', '425a68'],
]
/** `BZh` begins many a text; in a bzip2 file a level and one of two block marks follow. */
const BZIP2 = /^425a683[1-9](314159265359|177245385090)/

/** So many bytes of a file tell how it is packed. */
export const MAGIC_BYTES = 10

/** How a file that begins with these bytes is packed, whatever its name; undefined if it is not. */
export function compressionOf(start: Uint8Array): Compression | undefined {
  const hex = Buffer.from(start).toString('hex')
  const found = MAGIC.find(([, magic]) => hex.startsWith(magic))?.[0]
  return found === 'bzip2' && !BZIP2.test(hex) ? undefined : found
}

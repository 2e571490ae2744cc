/** The part of a file that a client wants: from the first byte to the last, both in it. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * Reads the Range header of a request for a file of so many bytes: the part, `none` if the whole file is meant (also
 * where several parts are asked for, as a server may), `outside` if the file has no such part.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'none' | 'outside' {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return 'none'
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'outside' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return 'none'
  return first >= size ? 'outside' : { first, last }
}

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { imageNotFound } from '../images/image-error.ts'
import { type BmapElement, readBmapXml } from './bmap-xml.ts'

/** A stretch of an image that is written, with the checksum that it must have. */
export interface MappedRange {
  readonly start: number
  /** First byte behind it. */
  readonly end: number
  readonly checksum?: { readonly algorithm: string; readonly digest: string }
}

/** Which parts of an image hold something. */
export interface BlockMap {
  /** Name of its file. */
  readonly name: string
  readonly imageSize: number
  readonly ranges: readonly MappedRange[]
}

/** Reads a block map as bmap-tools write it, versions 1.2 to 2.0; a SuiteError says what is wrong with it. */
export async function readBlockMap(file: string): Promise<BlockMap> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw imageNotFound(file, cause)
  })
  return parseBlockMap(text, file)
}

/** Parses a block map; `file` is for messages. */
export function parseBlockMap(text: string, file: string): BlockMap {
  const { version, elements } = readBmapXml(text, file)
  if (!/^[12]\./.test(version)) throw wrong(file, `it has version ${version}; 1.2 to 2.0 are known`)
  const imageSize = numberIn(elements, 'ImageSize', file)
  const blockSize = numberIn(elements, 'BlockSize', file)
  const algorithm = textIn(elements, 'ChecksumType') ?? 'sha1'
  if (algorithm !== 'sha1' && algorithm !== 'sha256' && algorithm !== 'sha512')
    throw wrong(file, `its checksums are of the unknown kind ${algorithm}`)
  checkOwnChecksum(text, file, algorithm, elements)
  const ranges = elements
    .filter(({ name }) => name === 'Range')
    .map((range) => rangeOf(range, { file, blockSize, imageSize, algorithm }))
  const misplaced = ranges.findIndex((range, index) => range.start < (ranges[index - 1]?.end ?? 0))
  if (misplaced >= 0) throw wrong(file, `its range ${misplaced + 1} is out of order`)
  return { name: basename(file), imageSize, ranges }
}

interface Measures {
  readonly file: string
  readonly blockSize: number
  readonly imageSize: number
  readonly algorithm: string
}

/** `0-1` or `5`, in blocks; the last block of an image may be shorter. */
function rangeOf({ text, attributes }: BmapElement, { file, blockSize, imageSize, algorithm }: Measures) {
  const [, first, last = first] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(text) ?? []
  const start = Number(first) * blockSize
  const end = Math.min((Number(last) + 1) * blockSize, imageSize)
  if (!(start < end)) throw wrong(file, `"${text}" is no range of its ${imageSize} bytes`)
  const digest = (attributes.chksum ?? attributes.sha1)?.toLowerCase()
  return digest === undefined ? { start, end } : { start, end, checksum: { algorithm, digest } }
}

/** The map's checksum is that of its own text with zeros in the place of the checksum. */
function checkOwnChecksum(
  text: string,
  file: string,
  algorithm: string,
  elements: readonly BmapElement[],
): void {
  const digest = textIn(elements, 'BmapFileChecksum') ?? textIn(elements, 'BmapFileSHA1')
  if (digest === undefined) return
  const blank = text.replace(digest, '0'.repeat(digest.length))
  const got = createHash(algorithm).update(blank).digest('hex')
  if (got !== digest.toLowerCase()) throw wrong(file, 'its own checksum does not fit')
}

function textIn(elements: readonly BmapElement[], name: string): string | undefined {
  return elements.find((element) => element.name === name)?.text
}

function numberIn(elements: readonly BmapElement[], name: string, file: string): number {
  const value = Number(textIn(elements, name) ?? Number.NaN)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw wrong(file, `it has no ${name}`)
}

function wrong(file: string, why: string): SuiteError {
  return new SuiteError('bmap-invalid', `The block map ${file} cannot be used: ${why}.`, {
    hint: 'Make it anew: bmaptool create IMAGE > IMAGE.bmap',
  })
}

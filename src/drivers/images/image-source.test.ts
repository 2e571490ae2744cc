import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { openImage } from './image-source.ts'
import { unpackByLibrary } from './unpack-by-library.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-images-'))
afterAll(() => rmSync(folder, { recursive: true }))

const contents = Buffer.concat([randomBytes(700_000), Buffer.alloc(900_000), randomBytes(123_457)])
const plain = join(folder, 'plain.img')
writeFileSync(plain, contents)
const { signal } = new AbortController()

/** The image packed by the program that Debian has for it, or undefined without that program. */
function packedBy(program: string, ...options: string[]): string | undefined {
  const path = join(folder, `${program}${options.join('')}.packed`)
  try {
    writeFileSync(
      path,
      execFileSync(program, [...options, '-c', plain], { stdio: ['ignore', 'pipe', 'ignore'] }),
    )
    return path
  } catch {
    return undefined
  }
}

async function whole(file: string): Promise<Buffer> {
  await using image = await openImage(file, signal)
  const buffer = Buffer.alloc(contents.length + 10)
  return buffer.subarray(0, await image.fill(buffer))
}

const packed = {
  gzip: packedBy('gzip'),
  xz: packedBy('xz', '-0'),
  zstd: packedBy('zstd', '-q'),
  bzip2: packedBy('bzip2', '-1'),
}

it('reads a plain image, and passes over bytes', async () => {
  expect((await whole(plain)).equals(contents)).toBe(true)
  await using image = await openImage(plain, signal)
  expect(image).toMatchObject({ size: contents.length, compression: undefined })
  await image.skip(600_000)
  const buffer = Buffer.alloc(10)
  await image.fill(buffer)
  expect(buffer.equals(contents.subarray(600_000, 600_010))).toBe(true)
})

describe.each(Object.entries(packed))('%s', (compression, file = '') => {
  it.skipIf(file === '')('is told by its first bytes and unpacked', async () => {
    expect((await whole(file)).equals(contents)).toBe(true)
    await using image = await openImage(file, signal)
    expect(image.compression).toBe(compression)
    await image.skip(1_600_000)
    const rest = Buffer.alloc(1_000_000)
    expect(await image.fill(rest)).toBe(123_457)
    expect(rest.subarray(0, 123_457).equals(contents.subarray(1_600_000))).toBe(true)
  })

  it.skipIf(file === '')('is refused when it is cut off', async () => {
    const cut = join(folder, `cut.${compression}`)
    writeFileSync(cut, readFileSync(file))
    truncateSync(cut, 500_000)
    await expect(whole(cut)).rejects.toMatchObject({
      code: 'image-corrupt',
      message: expect.stringContaining(cut),
    })
  })

  it.skipIf(file === '')('is refused when a byte of it is another', async () => {
    const damaged = join(folder, `damaged.${compression}`)
    const bytes = readFileSync(file)
    bytes[400_000] = (bytes[400_000] ?? 0) ^ 0xff
    writeFileSync(damaged, bytes)
    await expect(whole(damaged)).rejects.toMatchObject({ code: 'image-corrupt' })
  })
})

describe.each(['gzip', 'xz', 'zstd'] as const)('%s', (compression) => {
  const file = packed[compression] ?? ''

  it.skipIf(file === '')('is unpacked by a library as well', async () => {
    await using image = await openImage(file, signal)
    expect(image.compression).toBe(compression)
    const { open } = await import('node:fs/promises')
    await using handle = await open(file)
    const chunks: Uint8Array[] = []
    for await (const chunk of unpackByLibrary({ file, compression, handle, signal }, compression))
      chunks.push(Buffer.from(chunk))
    expect(Buffer.concat(chunks).equals(contents)).toBe(true)
  })
})

it('tells the size of xz and zstd without unpacking, of several streams too', async () => {
  for (const file of [packed.xz, packed.zstd]) {
    if (file === undefined) continue
    await using image = await openImage(file, signal)
    expect(image.size).toBe(contents.length)
    const twice = `${file}.twice`
    writeFileSync(twice, Buffer.concat([readFileSync(file), readFileSync(file)]))
    await using both = await openImage(twice, signal)
    expect(both.size).toBe(2 * contents.length)
  }
})

it('stops unpacking when nobody reads on, and when the wait is given up', async () => {
  const file = join(folder, 'zeros.gz')
  writeFileSync(file, gzipSync(Buffer.alloc(30_000_000)))
  const giveUp = new AbortController()
  for (const one of [file, packed.xz ?? file]) {
    await using image = await openImage(one, giveUp.signal)
    await image.fill(Buffer.alloc(1000))
  }
  await using image = await openImage(file, giveUp.signal)
  await image.fill(Buffer.alloc(1000))
  giveUp.abort(new Error('enough'))
  await expect(image.fill(Buffer.alloc(30_000_000))).rejects.toThrow('enough')
})

it('refuses what is no image', async () => {
  await expect(openImage(join(folder, 'nowhere.img'), signal)).rejects.toMatchObject({
    code: 'image-not-found',
  })
  await expect(openImage(folder, signal)).rejects.toMatchObject({ code: 'image-not-found' })
  const empty = join(folder, 'empty.img')
  writeFileSync(empty, '')
  await expect(openImage(empty, signal)).rejects.toMatchObject({ code: 'image-corrupt' })
})

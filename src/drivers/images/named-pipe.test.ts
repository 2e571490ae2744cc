import { write } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { closeEnd, openPipe, type PipeEnds, piecesOfPipe } from './named-pipe.ts'

const MIB = 1024 * 1024
const STEP = 65_536

/** Eight pieces, each of its own letter and a quarter longer than a block. */
const contents = Buffer.concat([...'abcdefgh'].map((letter) => Buffer.alloc(1.25 * MIB, letter)))

it('gives everything that comes, in order, and keeps a piece until the next one is asked for', async () => {
  const { read, write: into } = (await openPipe()) as PipeEnds
  let written = 0
  const writing = (async () => {
    for (; written < contents.length; written += STEP) await promisify(write)(into, contents, written, STEP)
    closeEnd(into)
  })()
  const pieces = piecesOfPipe(read)
  const got: Buffer[] = []
  for await (const piece of pieces) {
    const before = Buffer.from(piece)
    if (got.length === 0) await expect.poll(() => written).toBeGreaterThan(2.9 * MIB)
    // Who writes goes on meanwhile, as far as he may.
    for (let turn = 0; turn < 300; turn += 1) await setImmediate()
    expect(before.equals(piece)).toBe(true)
    got.push(before)
  }
  await writing
  expect(Buffer.concat(got).equals(contents)).toBe(true)
})

it('is closed when nobody reads on', async () => {
  const { read, write: into } = (await openPipe()) as PipeEnds
  const put = (bytes: number) => promisify(write)(into, contents, 0, bytes)
  const writing = put(MIB)
  for await (const piece of piecesOfPipe(read)) {
    expect(piece.length).toBe(MIB)
    break
  }
  await writing
  await expect.poll(() => put(1).catch(({ code }) => code)).toBe('EPIPE')
  closeEnd(into)
})

import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { parseIntelHex } from '../firmware-image/intel-hex.ts'
import { FIRMWARE, openTrialBoard } from './trial-board.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hilwright-flash-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('flashes an older firmware and rolls back, and the board restarts each time', async () => {
  await using board = await openTrialBoard()
  expect(await board.boot()).toContain('Widget 2.1.0')
  await board.storage.flash({ image: 'widget-1.0.hex', sha256: undefined, bmap: undefined }, board.context)
  expect(await board.heard.until('hil> ')).toContain('Widget 1.0.0')
  await board.storage.flash({ image: 'widget.hex', sha256: undefined, bmap: undefined }, board.context)
  expect(await board.heard.until('hil> ')).toContain('Widget 2.1.0')
})

it('reports size and SHA-256 of what was written, and reads it back', async () => {
  await using board = await openTrialBoard()
  const segments = parseIntelHex(await readFile(join(FIRMWARE, 'widget-1.0.hex')), 'widget-1.0.hex')
  const bytes = Buffer.concat(segments.map((segment) => segment.bytes))
  const flashed = await board.storage.flash(
    { image: 'widget-1.0.hex', sha256: undefined, bmap: undefined },
    board.context,
  )
  expect(flashed).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  const read = await board.storage.read({ offset: 0, length: bytes.length }, board.context)
  expect(Buffer.from(read).equals(bytes)).toBe(true)
  expect(await board.storage.read({ offset: 0, length: undefined }, board.context)).toHaveLength(32_768)
})

it('flashes while the power is off and stays off', async () => {
  await using board = await openTrialBoard()
  await board.storage.flash({ image: 'widget-1.0.hex', sha256: undefined, bmap: undefined }, board.context)
  expect(await board.power.state({}, board.context)).toBe('off')
  expect(await board.boot()).toContain('Widget 1.0.0')
})

it('keeps the EEPROM when it is flashed', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  await board.run('eeprom write 0 42')
  await board.storage.flash({ image: 'widget-1.0.hex', sha256: undefined, bmap: undefined }, board.context)
  await board.heard.until('hil> ')
  expect(await board.run('eeprom read 0')).toContain('0000: 2A\n')
})

it('verifies an image against the flash', async () => {
  await using board = await openTrialBoard()
  const { storage, context } = board
  expect(
    (await storage.verify({ image: 'widget.hex', sha256: undefined, bmap: undefined }, context)).bytes,
  ).toBeGreaterThan(8000)
  const failure = storage.verify({ image: 'widget-1.0.hex', sha256: undefined, bmap: undefined }, context)
  await expect(failure).rejects.toBeInstanceOf(DeviceError)
  await expect(failure).rejects.toThrow(
    /differs from widget-1\.0\.hex at 0x[0-9A-F]{4}: expected .., got \.*/,
  )
})

it('refuses a damaged image before anything is erased, and the old firmware runs on', async () => {
  await using board = await openTrialBoard()
  await board.boot()
  const text = await readFile(join(FIRMWARE, 'widget-1.0.hex'), 'latin1')
  const damaged = join(folder, 'damaged.hex')
  await writeFile(
    damaged,
    text.replace(/^(:10010000)(.)/m, (_, head: string, digit: string) => head + (digit === '0' ? '1' : '0')),
  )
  const failure = board.storage.flash({ image: damaged, sha256: undefined, bmap: undefined }, board.context)
  await expect(failure).rejects.toBeInstanceOf(SuiteError)
  await expect(failure).rejects.toMatchObject({ code: 'image-corrupt' })
  await expect(failure).rejects.toThrow(
    /damaged\.hex:17: wrong checksum: expected [0-9A-F]{2}, got [0-9A-F]{2}/,
  )
  expect(await board.run('version')).toContain('Hilwright Widget 2.1.0')
  expect(board.heard.text.match(/Reset cause/g)).toHaveLength(1)
})

it('refuses to open with an image that is missing or damaged', async () => {
  await expect(openTrialBoard({ firmware: 'nowhere.hex' })).rejects.toMatchObject({ code: 'image-not-found' })
  const cut = join(folder, 'cut.hex')
  await writeFile(cut, ':020000000C947F\n')
  await expect(openTrialBoard({ firmware: cut })).rejects.toMatchObject({ code: 'image-corrupt' })
})

it('refuses to read past the end of the flash', async () => {
  await using board = await openTrialBoard()
  const beyond = board.storage.read({ offset: 32_000, length: 1000 }, board.context)
  await expect(beyond).rejects.toMatchObject({ code: 'read-out-of-range' })
})

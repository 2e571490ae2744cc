import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { uf2Storage } from './uf2-storage.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-uf2-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A UF2 file of so many blocks of 256 bytes from 0x10000000 on. */
function uf2(blocks: number): Buffer {
  return Buffer.concat(
    Array.from({ length: blocks }, (_, index) => {
      const block = Buffer.alloc(512)
      const words = [0x0a324655, 0x9e5d5157, 0x2000, 0x10000000 + index * 256, 256, index, blocks, 0xe48bff56]
      words.forEach((word, at) => void block.writeUInt32LE(word, at * 4))
      block.fill(index + 1, 32, 32 + 256)
      block.writeUInt32LE(0x0ab16f30, 508)
      return block
    }),
  )
}

let volumes = 0
/** A folder that behaves like a bootloader: when it has a whole file, it is gone. */
function bootloader({ takes = true } = {}) {
  const path = join(folder, `volume${++volumes}`)
  mkdirSync(path)
  writeFileSync(
    join(path, 'INFO_UF2.TXT'),
    'UF2 Bootloader v3.0\r\nModel: Raspberry Pi RP2\r\nBoard-ID: RPI-RP2\r\n',
  )
  const taken = join(folder, `taken${volumes}.uf2`)
  const watcher = watch(path, () => {
    const copy = join(path, 'hilwright.uf2')
    const size = statSync(copy, { throwIfNoEntry: false })?.size ?? 0
    if (!takes || size < image.length) return
    watcher.close()
    writeFileSync(taken, readFileSync(copy))
    rmSync(path, { recursive: true })
  })
  return { path, taken, [Symbol.dispose]: () => watcher.close() }
}

const image = uf2(300)
const file = join(folder, 'app.uf2')
writeFileSync(file, image)
const open = (config: object) => openTrialDevice({ board: { driver: uf2Storage, config } }, folder)

it('copies an image and waits until the bootloader is gone', async () => {
  using board = bootloader()
  await using trial = await open({ volume: board.path, board: 'Board-ID: RPI-RP2' })
  expect(await trial.device.storage.flash(file)).toMatchObject({ bytes: 300 * 256 })
  expect(readFileSync(board.taken).equals(image)).toBe(true)
})

it('is no success when the bootloader stays', async () => {
  using board = bootloader({ takes: false })
  await using trial = await open({ volume: board.path, vanishes: 200 })
  await expect(trial.device.storage.flash(file)).rejects.toMatchObject({ code: 'flash-failed' })
})

it('waits for the bootloader, and refuses another board', async () => {
  await using nowhere = await open({ volume: 'nowhere', appears: 150 })
  await expect(nowhere.device.storage.flash(file)).rejects.toMatchObject({ code: 'storage-missing' })
  using board = bootloader()
  await using other = await open({ volume: board.path, board: 'FEATHER' })
  await expect(other.device.storage.flash(file)).rejects.toThrow(
    'not that of "FEATHER", but says: UF2 Bootloader',
  )
})

it('refuses a file that is damaged or cut off before anything is copied', async () => {
  using board = bootloader()
  await using trial = await open({ volume: board.path })
  const damaged = Buffer.from(image)
  damaged[1024] = 0
  for (const [bytes, why] of [
    [image.subarray(0, 1000), 'whole blocks'],
    [image.subarray(0, 1024), 'cut off'],
    [damaged, 'block 2 is no UF2'],
  ] as const) {
    const path = join(folder, 'bad.uf2')
    writeFileSync(path, bytes)
    await expect(trial.device.storage.flash(path)).rejects.toThrow(why)
  }
  expect(statSync(join(board.path, 'hilwright.uf2'), { throwIfNoEntry: false })).toBeUndefined()
})

it('reads and compares what the bootloader shows', async () => {
  using board = bootloader({ takes: false })
  await using trial = await open({ volume: board.path })
  await expect(trial.device.storage.verify(file)).rejects.toMatchObject({ code: 'tool-cannot' })
  writeFileSync(join(board.path, 'CURRENT.UF2'), image)
  expect(await trial.device.storage.verify(file)).toMatchObject({ bytes: 300 * 256 })
  expect(await trial.device.storage.read({ offset: 255, length: 2 })).toEqual(Uint8Array.of(1, 2))
  writeFileSync(join(board.path, 'CURRENT.UF2'), uf2(5))
  await expect(trial.device.storage.verify(file)).rejects.toThrow('in the block at 0x10000500')
})

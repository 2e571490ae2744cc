import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { blockStorage } from './block-storage.ts'
import { muxTool, sdWire, usbSdMux } from './card-muxes.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-mux-'))
afterAll(() => rmSync(folder, { recursive: true }))

const image = join(folder, 'image.img')
writeFileSync(image, 'an image')
let muxes = 0

/**
 * A program that stands in for a mux: its position is a file, and the card is there at the host only. `host`, `get`…
 * are the words of the tool at the end of its command line; `says` is what it says of a position.
 */
function trialMux(words: Readonly<Record<string, string>>, says: (position: string) => string) {
  const path = join(folder, `mux${++muxes}`)
  const state = `${path}.position`
  const card = `${path}.card`
  writeFileSync(state, 'dut')
  const lines = Object.entries(words).map(([word, position]) => {
    const moved = position === 'host' ? `: > '${card}'` : `mv -f '${card}' '${card}.away' 2>/dev/null`
    return `  *${word}) echo ${position} >> '${path}.log'; printf ${position} > '${state}'; ${moved};;`
  })
  const tell = ['host', 'dut', 'off'].map((position) => `  ${position}) echo '${says(position)}';;`)
  const script = [
    '#!/bin/sh',
    'case "$*" in',
    ...lines,
    '  *)',
    `case "$(cat '${state}')" in`,
    ...tell,
    'esac;;',
    'esac',
    'exit 0',
  ]
  writeFileSync(path, `${script.join('\n')}\n`, { mode: 0o755 })
  return { path, card, log: () => readFileSync(`${path}.log`, 'utf8').trim().split('\n') }
}

it('a USB-SD-Mux is switched to host, dut and off, and asked', async () => {
  const tool = trialMux({ host: 'host', dut: 'dut', off: 'off' }, (position) => position)
  const config = { path: '/dev/sg9', program: tool.path }
  await using trial = await openTrialDevice({ card: { driver: usbSdMux, config } }, folder)
  expect(await trial.device.mux.position()).toBe('dut')
  for (const position of ['host', 'off', 'dut'] as const) {
    await trial.device.mux.connect(position)
    expect(await trial.device.mux.position()).toBe(position)
  }
})

it('an SDWire knows no off', async () => {
  const says = (position: string) => `SD connected to: ${position === 'host' ? 'TS' : 'DUT'}`
  const tool = trialMux({ '--ts': 'host', '--dut': 'dut' }, says)
  const config = { serial: 'sdw-1', program: tool.path }
  await using trial = await openTrialDevice({ card: { driver: sdWire, config } }, folder)
  await trial.device.mux.connect('host')
  expect(await trial.device.mux.position()).toBe('host')
  await expect(trial.device.mux.connect('off')).rejects.toMatchObject({ code: 'mux-position' })
})

it('a mux that lies about where the card is, or fails, is found out', async () => {
  const lying = trialMux({}, () => 'dut')
  const config = { path: '/dev/sg9', program: lying.path }
  await using trial = await openTrialDevice({ card: { driver: usbSdMux, config } }, folder)
  await expect(trial.device.mux.connect('host')).rejects.toThrow(
    'was told host, and says that the card is at dut',
  )
  const words = {
    program: '/bin/false',
    host: ['a'],
    dut: ['b'],
    position: ['c'],
    says: { host: 'h', dut: 'd' },
  }
  await using failing = await openTrialDevice({ card: { driver: muxTool, config: words } }, folder)
  await expect(failing.device.mux.connect('host')).rejects.toMatchObject({ code: 'mux-failed' })
})

it('a card comes to the bench to be written, and goes back whatever happens', async () => {
  const tool = trialMux({ host: 'host', dut: 'dut', off: 'off' }, (position) => position)
  const drivers = {
    disk: { driver: blockStorage, config: { path: tool.card, size: 1024 } },
    card: { driver: usbSdMux, config: { path: '/dev/sg9', program: tool.path } },
  }
  await using trial = await openTrialDevice(drivers, folder)
  await trial.device.storage.flash(image)
  expect(readFileSync(`${tool.card}.away`, 'utf8').startsWith('an image')).toBe(true)
  const tooLarge = join(folder, 'large.img')
  writeFileSync(tooLarge, Buffer.alloc(2000))
  await expect(trial.device.storage.flash(tooLarge)).rejects.toMatchObject({ code: 'image-out-of-range' })
  expect(tool.log()).toEqual(['host', 'dut', 'host', 'dut'])
})

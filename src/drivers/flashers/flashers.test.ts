import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { defineFlasher, flashTool } from './define-flasher.ts'
import { knownTools } from './known-tools.ts'
import { createTrialProgram, type TrialWords } from './trial-program.ts'
import { startTrialBootloader } from './trial-stk500.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-flashers-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = randomBytes(20_000)
const image = join(folder, 'image.bin')
writeFileSync(image, bytes)
const flashed = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
let programs = 0

function open(type: string, config: object) {
  const known = knownTools.find((tool) => tool.type === type)
  const driver = known === undefined ? flashTool : defineFlasher(known)
  return openTrialDevice({ flasher: { driver, config } }, folder)
}

function program(words: TrialWords) {
  return createTrialProgram(folder, `tool${++programs}`, words)
}

function has(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** What each tool is given, and what it says when all is well and when it is not. */
const TOOLS = [
  {
    type: 'dfu',
    config: { id: '0483:df11', alt: 0, address: '0x08000000:leave' },
    words: `-d 0483:df11 -a 0 -s 0x08000000:leave -D ${image} -R`,
    well: 'Download\t[=====     ]  20%  4000 bytes|\rDownload\t[=========================] 100%\nFile downloaded successfully\n',
    ill: 'Download\t[=====     ]  20%  4000 bytes|\nError during download get_status\n',
  },
  {
    type: 'fastboot',
    config: { partition: 'boot' },
    words: `flash boot ${image}`,
    well: "Sending sparse 'boot' 1/4 (8 KB)  OKAY|\nWriting 'boot'   OKAY [  0.1s]\nFinished. Total time: 0.3s\n",
    ill: "Writing 'boot'  FAILED (remote: 'partition is read only')\nFinished. Total time: 0.1s\n",
  },
  {
    type: 'esptool',
    config: { port: '/dev/ttyUSB0', chip: 'esp32' },
    words: `--chip esp32 --port /dev/ttyUSB0 --baud 460800 write_flash 0x0 ${image}`,
    well: 'Writing at 0x00001000... (20 %)|\rWriting at 0x00005000... (100 %)\nHash of data verified.\nverify OK (digest matched)\n',
    ill: 'Writing at 0x00001000... (20 %)\nA fatal error occurred: Packet content transfer stopped\n',
  },
  {
    type: 'probe-rs',
    config: { chip: 'nRF52840_xxAA', format: 'bin', address: '0x1000' },
    words: `download --chip nRF52840_xxAA --binary-format bin --base-address 0x1000 --verify ${image}`,
    well: '      Erasing ✔ 100%|\n  Programming ███ 20%|\n     Finished in 1.2s\n',
    ill: '  Programming ███ 20%|\nError: verification failed\n',
  },
  {
    type: 'uuu',
    config: { script: 'emmc_all', loader: 'flash.bin' },
    words: `-v -b emmc_all flash.bin ${image}`,
    well: '1:2>Start Cmd:FB: flash -raw2sparse all\n20%|50%|\nSuccess 1    Failure 0\n',
    ill: '20%|\nSuccess 0    Failure 1\n',
  },
] as const

describe.each(TOOLS)('$type', ({ type, config, words, well, ill }) => {
  it('flashes, and tells how far it is', async () => {
    const seen = join(folder, `${type}.seen`)
    const tool = program({ says: well, waitsFor: seen })
    await using trial = await open(type, { program: tool.path, ...config })
    const giveUp = new AbortController()
    const steps: string[] = []
    const watching = (async () => {
      for await (const { step } of trial.device.storage.progress(giveUp)) {
        steps.push(step)
        if (step === 'write' || step === 'verify') writeFileSync(seen, '')
      }
    })().catch(() => {})
    expect(await trial.device.storage.flash(image)).toEqual(flashed)
    giveUp.abort()
    await watching
    expect(tool.calls()[0]?.join(' ')).toBe(words)
    expect(steps.join(' ')).toMatch(/idle.*(write|verify)/)
  })

  it('is never taken for a success when it says that it failed, whatever its exit code', async () => {
    for (const exitCode of type === 'dfu' || type === 'probe-rs' ? [1] : [0, 1]) {
      await using trial = await open(type, { program: program({ says: ill, exitCode }).path, ...config })
      const failure = trial.device.storage.flash(image)
      await expect(failure).rejects.toMatchObject({ code: 'flash-failed', family: 'device' })
      await expect(failure).rejects.toThrow(ill.split('\n').at(-2)?.replace(/.*\r/, ''))
    }
  })
})

describe('a tool of the bench file', () => {
  const base = { flash: ['-q', ['--port', '{port}'], ['-D', '{define}'], 'write', '{image}'] }

  it('is called with its words, without those whose values are not set', async () => {
    const tool = program({ says: 'all is well\n' })
    const config = { ...base, program: tool.path, values: { define: ['a=1', 'b=2'] } }
    await using trial = await open('flash-tool', config)
    expect(await trial.device.storage.flash(image)).toEqual(flashed)
    expect(tool.calls()).toEqual([['-q', '-D', 'a=1', '-D', 'b=2', 'write', image]])
  })

  it('reads what it wrote to a file, and compares where it can', async () => {
    const tool = program({ says: '', after: 'if [ "$1" = read ]; then printf "%s" "$2-$3" > "$4"; fi' })
    const more = { read: ['read', '{offset}', '{length}', '{output}'], verify: ['compare', '{image}'] }
    await using trial = await open('flash-tool', { ...base, ...more, program: tool.path })
    const read = await trial.device.storage.read({ offset: 4, length: 3 })
    expect(Buffer.from(read).toString()).toBe('4-3')
    await trial.device.storage.flash(image)
    expect(tool.calls().map(([first]) => first)).toEqual(['read', '-q', 'compare'])
  })

  it('that lacks what success needs has failed; one that takes too long is ended', async () => {
    const silent = { ...base, program: program({ says: 'bye\n' }).path, done: 'All done' }
    await using trial = await open('flash-tool', silent)
    await expect(trial.device.storage.flash(image)).rejects.toThrow('never said /All done/')
    const slow = program({ says: 'working\n', after: 'exec sleep 60' })
    await using hung = await open('flash-tool', { ...base, program: slow.path, timeout: 300 })
    await expect(hung.device.storage.flash(image)).rejects.toThrow(/took longer than 300 ms/)
  })

  it('that waits for a device is ended when none comes', async () => {
    const waits = program({ says: '< waiting for any device >\n', after: 'exec sleep 60' })
    const config = { ...base, program: waits.path, missing: ['waiting for'], patience: 100 }
    await using trial = await open('flash-tool', config)
    await expect(trial.device.storage.flash(image)).rejects.toMatchObject({ code: 'tool-finds-none' })
  })

  it('that is not installed, or cannot do it, says so', async () => {
    await using trial = await open('flash-tool', { ...base, program: 'hilwright-no-such-tool' })
    await expect(trial.device.storage.flash(image)).rejects.toMatchObject({ code: 'tool-missing' })
    await expect(trial.device.storage.read()).rejects.toMatchObject({ code: 'tool-cannot' })
    const mapped = trial.device.storage.flash(image, { bmap: image })
    await expect(mapped).rejects.toMatchObject({ code: 'bmap-unsupported' })
  })

  it('ends with the call that was given up', async () => {
    const slow = program({ says: 'working\n', after: 'exec sleep 60' })
    await using trial = await open('flash-tool', { ...base, program: slow.path })
    const giveUp = new AbortController()
    const failure = trial.device.storage.flash(image, { signal: giveUp.signal })
    await expect.poll(() => slow.calls()).toHaveLength(1)
    giveUp.abort(new Error('enough'))
    await expect(failure).rejects.toThrow('enough')
  })
})

describe('tools as they are', () => {
  it.skipIf(!has('dfu-util'))('dfu-util without a device says so', async () => {
    await using trial = await open('dfu', {})
    const failure = trial.device.storage.flash(image)
    await expect(failure).rejects.toMatchObject({ code: 'tool-finds-none', family: 'lab' })
    await expect(failure).rejects.toThrow('| dfu-util: No DFU capable USB device available')
  })

  it.skipIf(!has('fastboot'))('fastboot without a device is ended', async () => {
    await using trial = await open('fastboot', { partition: 'boot', patience: 200 })
    await expect(trial.device.storage.flash(image)).rejects.toMatchObject({ code: 'tool-finds-none' })
  })

  it.skipIf(!has('openocd'))(
    'openocd programs its flash in memory, and its failed comparison counts',
    async () => {
      const config = join(folder, 'dummy.cfg')
      writeFileSync(config, DUMMY)
      await using trial = await open('openocd-flash', { configs: config, address: '0x01000000', verify: '' })
      expect(await trial.device.storage.flash(image)).toEqual(flashed)
      await using comparing = await open('openocd-flash', { configs: [config], address: '0x01000000' })
      const failure = comparing.device.storage.flash(image)
      await expect(failure).rejects.toThrow('** Verify Failed **')
    },
  )

  it.skipIf(!has('avrdude'))('avrdude writes to a bootloader, which is compared', async () => {
    await using bootloader = await startTrialBootloader()
    const config = { part: 'm328p', programmer: 'stk500v1', port: `net:127.0.0.1:${bootloader.port}` }
    await using trial = await open('avrdude', { ...config, format: 'r' })
    expect(await trial.device.storage.flash(image)).toEqual(flashed)
    expect(Buffer.from(bootloader.flash.subarray(0, bytes.length)).equals(bytes)).toBe(true)
    await using broken = await startTrialBootloader({ broken: true })
    const worn = { ...config, format: 'r', port: `net:127.0.0.1:${broken.port}` }
    await using other = await open('avrdude', worn)
    await expect(other.device.storage.flash(image)).rejects.toMatchObject({ code: 'flash-failed' })
  })
})

const DUMMY = `adapter driver dummy
transport select jtag
gdb_port disabled
tcl_port disabled
telnet_port disabled
jtag newtap chip cpu -irlen 4 -expected-id 0
target create chip.cpu testee -chain-position chip.cpu
flash bank f0 faux 0x01000000 0x10000 0 0 chip.cpu
`

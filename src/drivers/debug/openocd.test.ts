import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { openocd } from './openocd.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-openocd-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A probe and a chip that are not there: memory and registers are procedures, the rest is OpenOCD's own. */
const CONFIG = `adapter driver dummy
transport select jtag
jtag newtap chip cpu -irlen 4 -expected-id 0
target create chip.cpu testee -chain-position chip.cpu
flash bank f0 faux 0x01000000 0x10000 0 0 chip.cpu
init
for {set i 0} {$i < 8192} {incr i} { set memory($i) 0 }
proc read_memory {address width count} {
  global memory
  if {$address > 8192} { error "no memory there" }
  set list {}
  for {set i 0} {$i < $count} {incr i} { lappend list [format 0x%x $memory([expr {$address + $i}])] }
  return $list
}
proc write_memory {address width data} {
  global memory
  foreach byte $data { set memory([expr {$address}]) $byte; incr address }
}
proc get_reg {name} { return "$name 0x000001a4" }
proc resume {} { write_memory 0 8 {0x77} }
proc verify_image {file address} { if {$address != 0x1000000} { error "checksum mismatch" } }
`
writeFileSync(join(folder, 'chip.cfg'), CONFIG)
const open = (config: object) => openTrialDevice({ probe: { driver: openocd, config } }, folder)

const isInstalled = (() => {
  try {
    execFileSync('which', ['openocd'])
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!isInstalled)('OpenOCD', () => {
  it('stops and runs a processor, and reads and writes its memory', async () => {
    await using trial = await open({ configs: ['chip.cfg'] })
    const { debug } = trial.device
    await debug.reset({ halt: true })
    await debug.halt()
    expect(await debug.state()).toBe('halted')
    await debug.resume()
    expect(await debug.readMemory(0, 2)).toEqual(Uint8Array.of(0x77, 0))
    const data = Uint8Array.from({ length: 5000 }, (_, index) => index & 0xff)
    await debug.writeMemory(100, data)
    expect(Buffer.from(await debug.readMemory(100, 5000)).equals(data)).toBe(true)
    expect(await debug.readRegister('pc')).toBe(0x1a4)
  })

  it('flashes an image, and refuses one that has no place', async () => {
    await using trial = await open({ configs: ['chip.cfg'] })
    const image = join(folder, 'app image.bin')
    writeFileSync(image, Buffer.alloc(3000, 7))
    expect(await trial.device.debug.flash(image, { address: 0x01000000 })).toEqual({ bytes: 3000 })
    await expect(trial.device.debug.flash(image)).rejects.toMatchObject({ code: 'address-needed' })
    const beyond = trial.device.debug.flash(image, { address: 0x02000000 })
    await expect(beyond).rejects.toMatchObject({ code: 'debug-failed' })
  })

  it('says what the probe refused', async () => {
    await using trial = await open({ configs: ['chip.cfg'] })
    await expect(trial.device.debug.readMemory(0x8000, 4)).rejects.toThrow('no memory there')
    await expect(trial.device.debug.readRegister('pc; exit')).rejects.toMatchObject({ code: 'debug-failed' })
  })

  it('that finds no probe, no configuration or no server says so', async () => {
    await expect(open({ configs: ['nowhere.cfg'] })).rejects.toMatchObject({ code: 'openocd-failed' })
    await expect(open({ configs: ['x.cfg'], program: 'hilwright-no-openocd' })).rejects.toThrow('ENOENT')
    await expect(open({ port: 1 })).rejects.toMatchObject({ code: 'probe-lost' })
  })
})

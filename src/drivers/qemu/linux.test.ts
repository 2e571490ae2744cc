import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { linuxGuest } from '../trial-guest/linux-guest.ts'
import { qemu } from './qemu.ts'
import { qemuConsole } from './qemu-console.ts'

const guest = linuxGuest()
const PROMPT = '~ # '

describe.skipIf(guest === undefined)('a machine that runs Linux', () => {
  let folder: string
  let trial: TrialDevice

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hilwright-linux-'))
    writeFileSync(join(folder, 'initrd'), guest?.initrd() ?? '')
    const config = {
      ...{ kernel: guest?.kernel, initrd: 'initrd', append: 'console=ttyS0 quiet' },
      disks: [{ size: '8 MiB' }],
      network: { model: 'virtio-net-pci', ports: { web: { guest: 80, protocol: 'http' } } },
      consoles: { second: {}, third: { device: 'isa-serial' } },
      args: ['-device', 'virtio-tablet-pci'],
    }
    const further = (port: string) => ({ driver: qemuConsole, config: { port } })
    const drivers = { second: further('second'), third: further('third') }
    trial = await openTrialDevice({ ...drivers, vm: { driver: qemu, config } }, folder)
    await trial.device.power.on()
    await logIn()
  }, 120_000)

  afterAll(async () => {
    await trial[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })

  const logIn = async () => {
    const { console } = trial.device
    await console.readUntil('login: ', { timeout: '60 s' })
    await console.sendLine('root')
    await console.readUntil('Password: ')
    await console.sendLine('secret')
    await console.readUntil(PROMPT)
  }
  const run = (command: string) => trial.device.console.run(command, { prompt: PROMPT, timeout: '30 s' })

  it('runs commands after the login', async () => {
    expect(await run('uname -s')).toBe('Linux')
    expect(await run('hostname')).toBe('target')
  })

  it.each([
    ['second', 'ttyS1'],
    ['third', 'ttyS2'],
  ])('has a %s console, with its own words', async (name, port) => {
    const { device } = trial
    const talk = `stty raw -echo <&3; echo "${name} says hello" >&3; head -n 1 <&3 > /tmp/heard`
    await run(`(exec 3<>/dev/${port}; ${talk}) &`)
    device.useConsole(name)
    await device.console.readUntil(`${name} says hello\n`)
    await device.console.send('and hears this\n')
    device.useConsole()
    expect(await run('wait; cat /tmp/heard')).toContain('and hears this')
    expect(() => device.useConsole('forth')).toThrow(/has no console "forth"/)
  })

  it('is reached through its forwarded ports', async () => {
    const { endpoints } = trial.device
    await endpoints.waitUntilOpen('web', { timeout: '30 s' })
    expect(await endpoints.request('web')).toMatchObject({ status: 200, body: 'It works\n' })
  })

  it.skipIf(programPath('tesseract') === undefined)('is read and typed to at its screen', async () => {
    const { hid, video } = trial.device
    await video.waitForText('target login:', { timeout: '30 s' })
    await hid.type('root\n')
    await video.waitForText('Password:', { timeout: '30 s' })
    await hid.type('secret\necho $((6*7)) "{~|Shift}" > /tmp/typed\n')
    await expect.poll(() => run('cat /tmp/typed'), { timeout: 20_000 }).toBe('42 {~|Shift}')
    await hid.press('ctrl+l')
    await expect(video.waitForText('No such words', { timeout: 500 })).rejects.toMatchObject({
      code: 'screen-lacks',
      message: expect.stringMatching(/^The screen of board did not say "No such words" within 500 ms/),
    })
  })

  it('has a pointer that goes where it is told', async () => {
    await run('cat /dev/input/event1 > /tmp/moves &')
    const moves = () => run('od -An -v -tx1 -w24 /tmp/moves')
    const { hid } = trial.device
    await hid.move(0, 0)
    await hid.click({ x: 10_000, y: 10_000, button: 'right' })
    // Types of events: 3 is a place, 1 a button; 0x7fff is the far end, 0x111 the right button.
    await expect.poll(moves, { timeout: 10_000 }).toMatch(/03 00 00 00 ff 7f 00 00/)
    await expect.poll(moves, { timeout: 10_000 }).toMatch(/01 00 11 01 01 00 00 00/)
    await run('kill %1')
  })

  it('goes back to a state, with memory and disk', async () => {
    const { power, snapshots } = trial.device
    await run('echo first > /tmp/where; echo first > /dev/vda; sync')
    await snapshots.save('before')
    expect(await snapshots.list()).toMatchObject([{ name: 'before' }])
    await run('echo second > /tmp/where; echo second > /dev/vda; sync')
    await snapshots.restore('before')
    expect(await run('cat /tmp/where; head -n 1 /dev/vda')).toBe('first\nfirst')
    await power.off()
    await snapshots.restore('before')
    expect(await run('cat /tmp/where')).toBe('first')
    await snapshots.remove('before')
    expect(await snapshots.list()).toEqual([])
    await expect(snapshots.restore('before')).rejects.toMatchObject({ code: 'unknown-snapshot' })
  })

  it('keeps its disks over a power cycle, and ends by its own will', async () => {
    const { console, machine, power } = trial.device
    await console.sendLine('echo lasting > /dev/vda; sync; poweroff -f')
    await expect.poll(() => machine.status(), { timeout: 20_000 }).toBe('off')
    expect(console.transcript()).toContain('the machine switched itself off')
    await power.on()
    await logIn()
    expect(await run('head -n 1 /dev/vda')).toBe('lasting')
  })
})

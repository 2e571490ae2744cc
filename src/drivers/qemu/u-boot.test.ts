import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { qemu } from './qemu.ts'

const ROM = '/usr/lib/u-boot/qemu-x86_64/u-boot.rom'
const isMissing = programPath('qemu-system-x86_64') === undefined || !existsSync(ROM)

/** Processes of QEMU whose parent we are, dead ones that nobody collected left out. */
function machines(): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return processes.filter((pid) => {
    try {
      const [, name, state, parent] =
        /\((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      return name?.startsWith('qemu-system') && state !== 'Z' && Number(parent) === process.pid
    } catch {
      return false
    }
  })
}

describe.skipIf(isMissing)('a machine that runs U-Boot', () => {
  let trial: TrialDevice

  beforeEach(async () => {
    trial = await openTrialDevice({ vm: { driver: qemu, config: { bios: ROM } } }, import.meta.dirname)
  })

  afterEach(() => trial[Symbol.asyncDispose]())

  const boot = async () => {
    const { console, power } = trial.device
    await power.on()
    await console.readUntil('autoboot')
    await console.send('\r')
    await console.readUntil('=> ')
  }

  it('boots to its prompt and runs commands', async () => {
    const { console, power } = trial.device
    expect(await power.state()).toBe('off')
    await boot()
    expect(await power.state()).toBe('on')
    expect(await console.run('echo hello there', { prompt: '=> ' })).toBe('hello there')
    expect(await console.run('version', { prompt: '=> ' })).toMatch(/^U-Boot 20/)
  })

  it('leaves no process behind, however often it is switched', async () => {
    const { console, power } = trial.device
    for (let round = 0; round < 10; round++) {
      await power.on()
      await console.readUntil('U-Boot')
      expect(machines()).toHaveLength(1)
      await power.off()
      expect(machines()).toEqual([])
    }
    await power.on()
    await power.on()
    expect(machines()).toHaveLength(1)
    await power.cycle({ offTime: 1 })
    expect(machines()).toHaveLength(1)
    await power.off()
    await power.off()
    expect(machines()).toEqual([])
  })

  it('tells its state, pauses, goes on and resets', async () => {
    const { console, machine } = trial.device
    expect(await machine.status()).toBe('off')
    await boot()
    await machine.pause()
    expect(await machine.status()).toBe('paused')
    await machine.resume()
    expect(await machine.status()).toBe('running')
    await machine.reset()
    await console.readUntil('autoboot')
    expect(await machine.monitor('info status')).toContain('VM status: running')
  })

  it('fails what it is asked when it has died, with its reason, and starts again', async () => {
    const { console, machine, power } = trial.device
    await power.on()
    const asked = machine.monitor('info status')
    await asked
    process.kill(Number(machines()[0]), 'SIGSEGV')
    await expect.poll(() => power.state()).toBe('off')
    await expect(machine.monitor('info status')).rejects.toMatchObject({
      code: 'qemu-died',
      family: 'lab',
      message: expect.stringMatching(/^QEMU of board was ended by SIGSEGV/),
    })
    await expect.poll(() => console.transcript()).toContain('QEMU of board was ended by SIGSEGV')
    await boot()
  })

  it('takes nothing with the power off, and says so', async () => {
    const { console, machine } = trial.device
    await console.send('lost')
    await expect.poll(() => console.transcript()).toContain('4 bytes written while the power is off are lost')
    await expect(machine.pause()).rejects.toMatchObject({ code: 'device-off' })
    await expect(trial.device.power.current()).rejects.toMatchObject({ code: 'not-measured' })
    const readings = trial.device.power.readings()[Symbol.asyncIterator]()
    await expect(readings.next()).rejects.toMatchObject({ code: 'not-measured' })
  })

  it('suffers faults on request, and says which it cannot', async () => {
    const { console, faults, machine } = trial.device
    await boot()
    await faults.brownOut({ time: 10 })
    await console.readUntil('autoboot')
    await faults.bootLoop({ every: 500 })
    for (let round = 0; round < 3; round++) await console.readUntil('U-Boot SPL')
    await faults.end()
    await console.readUntil('autoboot')
    await faults.loseNetwork({ time: 1 })
    await faults.hang()
    expect(await machine.status()).toBe('paused')
    await expect(faults.lie()).rejects.toMatchObject({ code: 'fault-impossible' })
  })

  it('loses nothing of what the machine says while nobody takes it', async () => {
    const context = { device: 'board', directory: import.meta.dirname, needs: {}, uses: {} }
    const { signal } = new AbortController()
    await using open = await qemu.open(qemu.config.parse({ bios: ROM }), { ...context, signal })
    let said = ''
    let wake = () => {}
    const { stream } = open.console
    stream.listen({
      bytes: (chunk) => {
        said += Buffer.from(chunk).toString('latin1')
        wake()
      },
      mark: () => {},
    })
    const until = async (pattern: RegExp) => {
      while (!pattern.test(said)) await new Promise<void>((resolve) => (wake = resolve))
    }
    await open.power.on({}, { signal })
    await until(/autoboot/)
    await stream.write(Buffer.from('\r'), { signal })
    await until(/=> /)
    // Some 300 kB, more than all that lies between the guest and us holds.
    await stream.write(Buffer.from('md.b fffc0000 10000\r'), { signal })
    await until(/fffc0100: /)
    stream.setFlow?.(false)
    const before = said.length
    // QEMU goes on working meanwhile.
    for (let round = 0; round < 50; round++)
      await open.machine.monitor({ command: 'info status' }, { signal })
    expect(said.length).toBe(before)
    stream.setFlow?.(true)
    await until(/fffcfff0: .*\r\n=> /)
    const lines = [...said.matchAll(/^(fffc[0-9a-f]{4}): (?:[0-9a-f]{2} ){16}/gm)].map((match) => match[1])
    expect(lines).toEqual(
      Array.from({ length: 0x1000 }, (_, index) => (0xfffc0000 + index * 16).toString(16)),
    )
  })
})

describe.skipIf(isMissing)('a machine that cannot start', () => {
  it('says why, in the words of QEMU', async () => {
    await using trial = await openTrialDevice(
      { vm: { driver: qemu, config: { machine: 'no-such-machine' } } },
      import.meta.dirname,
    )
    await expect(trial.device.power.on()).rejects.toMatchObject({
      code: 'qemu-died',
      message: expect.stringMatching(/^QEMU of board ended with code 1:\n {2}\| .*unsupported machine type/),
    })
    expect(await trial.device.power.state()).toBe('off')
  })

  it('says which program is missing', async () => {
    const opened = openTrialDevice({ vm: { driver: qemu, config: { binary: 'qemu-system-no-such' } } })
    await expect(opened).rejects.toMatchObject({ code: 'program-missing' })
  })
})

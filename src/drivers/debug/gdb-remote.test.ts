import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { gdbRemote } from './gdb-remote.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-gdb-'))
afterAll(() => rmSync(folder, { recursive: true }))

const isInstalled = (() => {
  try {
    execFileSync('which', ['qemu-system-arm'])
    return true
  } catch {
    return false
  }
})()

/** Stack, start, then: `for (n = 0;; ) *RAM = ++n` in Thumb. */
const COUNTER = Buffer.from(
  '00100020 09000000 0248 0021 0131 0160 fce7 00bf 00000020'.replaceAll(' ', ''),
  'hex',
)
const RAM = 0x20000000
const image = join(folder, 'counter.bin')
writeFileSync(image, COUNTER)

let port = 0
let qemu: ChildProcess

beforeAll(async () => {
  if (!isInstalled) return
  port = await freePort()
  const words = ['-M', 'lm3s6965evb', '-display', 'none', '-serial', 'none', '-monitor', 'stdio']
  qemu = spawn('qemu-system-arm', [...words, '-S', '-gdb', `tcp:127.0.0.1:${port}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // Its monitor greets early, and answers when the server listens.
  qemu.stdin?.write('info status\n')
  await new Promise<void>((resolve) => {
    let said = ''
    qemu.stdout?.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('VM status')) resolve()
    })
  })
})
afterAll(async () => {
  if (!isInstalled) return
  qemu.kill('SIGKILL')
  await once(qemu, 'close')
})

const open = (config: object) => openTrialDevice({ cpu: { driver: gdbRemote, config } }, folder)

describe.skipIf(!isInstalled)("QEMU's server", () => {
  it('takes a program, runs it, and stops it', async () => {
    await using trial = await open({ port })
    const { debug } = trial.device
    expect(await debug.flash(image, { address: 0 })).toEqual({ bytes: COUNTER.length })
    await debug.writeMemory(RAM, new Uint8Array(4))
    await debug.reset({ halt: true })
    expect(await debug.state()).toBe('halted')
    expect(await debug.readRegister('pc')).toBe(8)
    await debug.resume()
    expect(await debug.state()).toBe('running')
    const counted = async () => Buffer.from(await debug.readMemory(RAM, 4)).readUInt32LE()
    await expect.poll(counted, { timeout: 10_000 }).toBeGreaterThan(0)
    expect(await debug.state()).toBe('running')
    await debug.halt()
    const stands = await counted()
    expect(await counted()).toBe(stands)
    expect(await debug.readRegister('r1')).toBeGreaterThanOrEqual(stands)
  })

  it('moves memory of any length', async () => {
    await using trial = await open({ port })
    const { debug } = trial.device
    const data = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) & 0xff)
    await debug.writeMemory(RAM + 64, data)
    expect(Buffer.from(await debug.readMemory(RAM + 64, 3000)).equals(data)).toBe(true)
  })

  it('refuses what does not exist', async () => {
    await using trial = await open({ port, resetCommand: 'no-such-command' })
    const { debug } = trial.device
    await expect(debug.readRegister('r99')).rejects.toMatchObject({ code: 'register-unknown' })
    await expect(debug.readMemory(0xf0000000, 4)).rejects.toMatchObject({ code: 'debug-failed' })
    await expect(debug.flash(image)).rejects.toMatchObject({ code: 'address-needed' })
  })
})

it('a server that is not there is told at the first use', async () => {
  await using trial = await open({ port: await freePort() })
  await expect(trial.device.debug.halt()).rejects.toMatchObject({ code: 'probe-lost', family: 'lab' })
})

it('a server that says nothing does not hold a call up', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: silent } = server.address() as { port: number }
  await using trial = await open({ port: silent })
  const halted = trial.device.debug.halt({ signal: AbortSignal.timeout(100) })
  await expect(halted).rejects.toMatchObject({ name: 'TimeoutError' })
  server.close()
})

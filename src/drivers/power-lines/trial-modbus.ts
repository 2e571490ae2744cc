import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import modbus from 'modbus-serial'
import { freePort } from '../../runtime/free-port.ts'

/** Address of the Modbus device of a test. */
export const TRIAL_UNIT = 5

/** A Modbus device of a test. */
export interface TrialModbus extends AsyncDisposable {
  /** Coils that are on. */
  readonly on: Set<number>
  fault: 'stuck' | 'refuses' | 'silent' | undefined
}

/** Starts a device over TCP, with the library's own server. */
export async function startModbusTcp(): Promise<TrialModbus & { readonly port: number }> {
  const [device, port] = [createDevice(), await freePort()]
  const server = new modbus.ServerTCP(vectorOf(device), { host: '127.0.0.1', port, unitID: TRIAL_UNIT })
  await once(server as never, 'initialized')
  return Object.assign(device, { port, [Symbol.asyncDispose]: () => closed(server) })
}

/** Starts a device on a serial line, with the library's own server; the line is a pair of ptys. */
export async function startModbusRtu(): Promise<TrialModbus & { readonly path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-modbus-'))
  const ends = ['near', 'far'].map((name) => join(folder, name))
  const line = spawn(
    'socat',
    ends.map((end) => `pty,raw,echo=0,link=${end}`),
  )
  while (!ends.every((end) => existsSync(end))) await pause(10)
  const device = createDevice()
  const [path = '', far = ''] = ends
  const server = new modbus.ServerSerial(vectorOf(device), { path: far, baudRate: 9600, unitID: TRIAL_UNIT })
  await once(server as never, 'initialized')
  const end = async () => {
    await closed(server)
    line.kill()
    await once(line, 'exit')
    rmSync(folder, { recursive: true })
  }
  return Object.assign(device, { path, [Symbol.asyncDispose]: end })
}

function createDevice(): Omit<TrialModbus, typeof Symbol.asyncDispose> {
  return { on: new Set(), fault: undefined }
}

function vectorOf(device: Pick<TrialModbus, 'on' | 'fault'>) {
  const obey = async () => {
    if (device.fault === 'silent') await new Promise(() => {})
    if (device.fault === 'refuses') throw Object.assign(new Error('busy'), { modbusErrorCode: 6 })
  }
  return {
    getCoil: async (address: number) => {
      await obey()
      return device.on.has(address)
    },
    setCoil: async (address: number, value: boolean) => {
      await obey()
      if (device.fault === 'stuck') return
      if (value) device.on.add(address)
      else device.on.delete(address)
    },
  }
}

function closed(server: { close(done: () => void): void }): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

import { once } from 'node:events'
import library from 'modbus-serial'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { canOpenPty, openTrialPty } from '../../runtime/testing/trial-pty.ts'
import { TrialRtuUnit } from '../modbus/trial-rtu-unit.ts'
import { modbusRtu } from './modbus-rtu.ts'
import { modbusTcp } from './modbus-tcp.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

/** A server with 300 registers, whose unit 1 refuses addresses beyond them. */
async function openServer() {
  const registers = new Uint16Array(300)
  const coils = new Array<boolean>(300).fill(false)
  const port = await freePort()
  const within = (address: number) => {
    if (address > 299) throw Object.assign(new Error('no such address'), { modbusErrorCode: 2 })
    return address
  }
  const vector = {
    getHoldingRegister: (address: number) => registers[within(address)] ?? 0,
    getInputRegister: (address: number) => address * 2,
    getCoil: (address: number) => coils[within(address)] ?? false,
    getDiscreteInput: (address: number) => address % 2 === 1,
    setRegister: (address: number, value: number) => void registers.fill(value, within(address), address + 1),
    setCoil: (address: number, value: boolean) => void coils.fill(value, within(address), address + 1),
  }
  const server = new library.ServerTCP(vector, { host: '127.0.0.1', port, unitID: 1 })
  await once(server as unknown as NodeJS.EventEmitter, 'initialized')
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  open.push({ [Symbol.asyncDispose]: close })
  return { port, registers, server }
}

async function openUnit(port: number, config: object = {}) {
  const trial = await openTrialDevice({
    m: { driver: modbusTcp, config: { host: '127.0.0.1', port, ...config } },
  })
  open.push(trial)
  return trial.device.modbus
}

describe('over TCP', () => {
  test('registers hold values of every type, in both orders of words', async () => {
    const { port, registers } = await openServer()
    const unit = await openUnit(port)
    await unit.writeRegisters(0, [1, 65_535])
    expect([...registers.subarray(0, 2)]).toEqual([1, 65_535])
    expect(await unit.readRegisters(1, { as: 'int16' })).toEqual([-1])
    await unit.writeRegisters(10, 3.25, { as: 'float32' })
    expect([...registers.subarray(10, 12)]).toEqual([0x4050, 0])
    await unit.writeRegisters(12, -2, { as: 'int32', wordOrder: 'little' })
    expect([...registers.subarray(12, 14)]).toEqual([0xfffe, 0xffff])
    expect(await unit.readRegisters(12, { as: 'int32', wordOrder: 'little' })).toEqual([-2])
    await unit.writeRegisters(20, [2n ** 63n, 5], { as: 'uint64' })
    expect(await unit.readRegisters(20, { as: 'uint64', count: 2 })).toEqual([2n ** 63n, 5])
    await unit.writeRegisters(30, 0.1, { as: 'float64' })
    expect(await unit.readRegisters(30, { as: 'float64' })).toEqual([0.1])
  })

  test('coils, inputs and input registers', async () => {
    const { port } = await openServer()
    const unit = await openUnit(port)
    await unit.writeCoils(3, 'on')
    await unit.writeCoils(5, [true, false, true])
    expect(await unit.readCoils(3, { count: 6 })).toEqual([true, false, true, false, true, false])
    expect(await unit.readInputs(0, { count: 3 })).toEqual([false, true, false])
    expect(await unit.readRegisters(7, { area: 'input', count: 2 })).toEqual([14, 16])
  })

  test('more registers than one question may ask for come in several', async () => {
    const { port, registers } = await openServer()
    registers.forEach((_, index) => {
      registers[index] = index
    })
    const unit = await openUnit(port)
    expect(await unit.readRegisters(0, { count: 300 })).toEqual([...registers])
  })

  test('an address that the unit does not have is its exception, and the next question works', async () => {
    const { port } = await openServer()
    const unit = await openUnit(port)
    await expect(unit.readRegisters(400)).rejects.toMatchObject({
      code: 'modbus-exception',
      message: `Unit 1 at 127.0.0.1:${port} answers with exception 2: it has no such address.`,
    })
    expect(await unit.readRegisters(1)).toEqual([0])
  })

  test('a unit that is not there does not answer, and the next question works', async () => {
    const { port } = await openServer()
    const unit = await openUnit(port, { timeout: 1000 })
    await expect(unit.readRegisters(0, { unit: 9 })).rejects.toMatchObject({
      code: 'modbus-silent',
      message: expect.stringMatching(/^Unit 9 at .* did not answer within 1 s\./),
    })
    expect(await unit.readRegisters(1)).toEqual([0])
  })

  test('a connection that broke is made anew', async () => {
    const { port, server } = await openServer()
    const unit = await openUnit(port)
    expect(await unit.readRegisters(1)).toEqual([0])
    for (const socket of server.socks.keys()) socket.destroy()
    await expect.poll(() => unit.readRegisters(1).catch(() => 'broken')).toEqual([0])
  })

  test.each([
    [-1, 'uint16'],
    [65_536, 'uint16'],
    [1.5, 'int16'],
    [2n ** 64n, 'uint64'],
  ] as const)('%s does not fit into %s', async (value, as) => {
    const { port } = await openServer()
    const unit = await openUnit(port)
    await expect(unit.writeRegisters(0, value, { as })).rejects.toMatchObject({ code: 'modbus-value' })
  })

  test('a port where nothing listens is told', async () => {
    await expect(openUnit(await freePort())).rejects.toThrow(/cannot be opened.*ECONNREFUSED/)
  })
})

describe.skipIf(!canOpenPty)('over a serial line', () => {
  test('registers and coils of a unit, and its exceptions', async () => {
    const pty = await openTrialPty()
    open.push(pty)
    const peer = new TrialRtuUnit(pty.stream, 7)
    const config = { path: pty.path, unit: 7, timeout: 3000, parity: 'none' }
    const trial = await openTrialDevice({ m: { driver: modbusRtu, config } })
    open.push(trial)
    const { modbus } = trial.device
    await modbus.writeRegisters(2, [1, 2, 3])
    await modbus.writeRegisters(5, 77)
    expect([...peer.registers.subarray(2, 6)]).toEqual([1, 2, 3, 77])
    expect(await modbus.readRegisters(2, { count: 4 })).toEqual([1, 2, 3, 77])
    await modbus.writeCoils(9, 'on')
    expect(await modbus.readCoils(8, { count: 3 })).toEqual([false, true, false])
    await expect(modbus.readRegisters(99, { count: 2 })).rejects.toMatchObject({ code: 'modbus-exception' })
    await expect(modbus.readRegisters(0, { unit: 3 })).rejects.toMatchObject({ code: 'modbus-silent' })
    expect(await modbus.readRegisters(5)).toEqual([77])
  })
})

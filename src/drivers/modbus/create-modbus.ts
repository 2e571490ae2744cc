import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { modbus } from '../../runtime/interfaces/modbus.ts'
import type { ModbusClient, ModbusConnection } from './modbus-client.ts'
import { registersFor, registersOf, valuesOf } from './register-values.ts'

type Modbus = ImplementationOf<typeof modbus>

/** The protocol allows so many in one question. */
const MOST_BITS_WRITTEN = 1968
const MOST_REGISTERS_READ = 125
const MOST_REGISTERS_WRITTEN = 123

/** The abilities of a client; `unit` is asked where a call names none. */
export function createModbus(client: ModbusClient, unit: number): Modbus {
  return { ...bitMembers(client, unit), ...registerMembers(client, unit) }
}

type BitMembers = Pick<Modbus, 'readCoils' | 'readInputs' | 'writeCoils'>
type RegisterMembers = Pick<Modbus, 'readRegisters' | 'writeRegisters'>

function bitMembers(client: ModbusClient, own: number): BitMembers {
  return {
    readCoils: async ({ address, count, unit = own }, context) => {
      const { data } = await client.ask(unit, context, (line) => line.readCoils(address, count))
      return data.slice(0, count)
    },
    readInputs: async ({ address, count, unit = own }, context) => {
      const { data } = await client.ask(unit, context, (line) => line.readDiscreteInputs(address, count))
      return data.slice(0, count)
    },
    writeCoils: async ({ address, values, unit = own }, context) => {
      limited(values.length, MOST_BITS_WRITTEN, 'coils')
      const [first = false] = values
      await client.ask(
        unit,
        context,
        (line): Promise<unknown> =>
          values.length === 1 ? line.writeCoil(address, first) : line.writeCoils(address, values),
      )
    },
  }
}

function registerMembers(client: ModbusClient, own: number): RegisterMembers {
  return {
    readRegisters: async ({ address, count, as, wordOrder, area, unit = own }, context) => {
      const read = (line: ModbusConnection, from: number, length: number) =>
        area === 'input' ? line.readInputRegisters(from, length) : line.readHoldingRegisters(from, length)
      const range = { address, count: count * registersOf(as), size: registersOf(as) }
      const registers = await inParts(range, async (from, length) => {
        const { data } = await client.ask(unit, context, (line) => read(line, from, length))
        return data
      })
      return valuesOf(registers, as, wordOrder)
    },
    writeRegisters: async ({ address, values, as, wordOrder, unit = own }, context: CallContext) => {
      const registers = registersFor(values, as, wordOrder)
      limited(registers.length, MOST_REGISTERS_WRITTEN, 'registers')
      const [first = 0] = registers
      await client.ask(
        unit,
        context,
        (line): Promise<unknown> =>
          registers.length === 1
            ? line.writeRegister(address, first)
            : line.writeRegisters(address, registers),
      )
    },
  }
}

interface Range {
  readonly address: number
  readonly count: number
  /** A value is never read in two parts: it could change between them. */
  readonly size: number
}

async function inParts(
  { address, count, size }: Range,
  read: (from: number, length: number) => Promise<readonly number[]>,
): Promise<number[]> {
  const most = MOST_REGISTERS_READ - (MOST_REGISTERS_READ % size)
  const all: number[] = []
  while (all.length < count)
    all.push(...(await read(address + all.length, Math.min(most, count - all.length))))
  return all
}

function limited(count: number, most: number, what: string): void {
  if (count >= 1 && count <= most) return
  throw new SuiteError('modbus-value', `Modbus writes 1 to ${most} ${what} at once, and these are ${count}.`)
}

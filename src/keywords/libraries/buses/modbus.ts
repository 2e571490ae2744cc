import { modbus } from '../../../runtime/interfaces/modbus.ts'
import { oneOf, text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'
import { argOf, optionOf } from '../../catalogue/parameter-type.ts'
import { differs, isSame } from './same-value.ts'

const NEEDS = { interface: 'modbus' } as const
const TYPES = ['uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64'] as const
const address = argOf(modbus.members.readRegisters, 'address')
const unit = optionOf(modbus.members.readRegisters, 'unit')
const state = arg('state', oneOf('on', 'off'), 'on or off.')

const keywords = [
  defineKeyword({
    name: 'Modbus Register Should Be',
    phrases: ['Modbus register {address} should be {value} [as {as}]'],
    doc: 'Reads a value from registers and fails unless it is the one expected. Returns it.',
    ...NEEDS,
    arguments: [
      address,
      arg('value', text, 'The value expected.'),
      optional('as', oneOf(...TYPES), 'uint16', 'How registers make the value.'),
      optional('area', oneOf('holding', 'input'), 'holding', 'holding or input registers.'),
      unit,
    ],
    run: async ({ address: at, value, as, area, unit: of }, context) => {
      const options = { as, area, ...(of === undefined ? {} : { unit: of }), signal: context.signal }
      const [got = 0] = await context.device().modbus.readRegisters(at, options)
      if (isSame(got, value)) return got
      throw differs(`Modbus register ${at}`, String(got), value)
    },
  }),
  defineKeyword({
    name: 'Switch Modbus Coil',
    phrases: ['Switch Modbus coil {address} {state}'],
    doc: 'Switches a coil on or off.',
    ...NEEDS,
    arguments: [address, state, unit],
    run: (values, context) => {
      const options = { ...(values.unit === undefined ? {} : { unit: values.unit }), signal: context.signal }
      return context.device().modbus.writeCoils(values.address, values.state === 'on', options)
    },
  }),
  defineKeyword({
    name: 'Modbus Coil Should Be',
    phrases: ['Modbus coil {address} should be {state}'],
    doc: 'Fails unless a coil is on, or off.',
    ...NEEDS,
    arguments: [address, state, unit],
    run: async ({ address: at, state: wanted, unit: of }, context) => {
      const [isOn] = await context.device().modbus.readCoils(at, {
        ...(of === undefined ? {} : { unit: of }),
        signal: context.signal,
      })
      const got = isOn ? 'on' : 'off'
      if (got !== wanted) throw differs(`Modbus coil ${at}`, got, wanted)
    },
  }),
]

/** Keywords for Modbus. */
export const modbusLibrary = defineLibrary('Modbus', modbus.doc, [
  ...keywords,
  ...withPhrases(generateKeywords(modbus), {
    'Modbus Read Registers': ['Read {count} Modbus registers at {address} [as {as}]'],
    'Modbus Write Registers': ['Write {values} to Modbus register {address} [as {as}]'],
    'Modbus Read Coils': ['Read {count} Modbus coils at {address}'],
    'Modbus Read Inputs': ['Read {count} Modbus inputs at {address}'],
  }),
])

import { DeviceError } from '../../../runtime/errors.ts'
import { hexBytes } from '../../../runtime/hex-bytes.ts'
import { debug } from '../../../runtime/interfaces/debug.ts'
import { fromSchema, oneOf } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { argOf } from '../../catalogue/parameter-type.ts'

const processorShouldBe = defineKeyword({
  name: 'Processor Should Be',
  phrases: ['Processor should be {state}'],
  doc: 'Fails unless the processor runs or stands, as said.',
  interface: 'debug',
  arguments: [arg('state', oneOf('running', 'halted'), 'running or halted.')],
  run: async ({ state }, context) => {
    const got = await context.device().debug.state({ signal: context.signal })
    if (got !== state)
      throw new DeviceError('processor-state', `The processor should be ${state}, but it is ${got}.`)
  },
})

const memoryShouldBe = defineKeyword({
  name: 'Memory Should Be',
  phrases: ['Memory at {address} should be {data}'],
  doc: 'Reads memory and fails unless it holds the given bytes.',
  interface: 'debug',
  arguments: [
    argOf(debug.members.readMemory, 'address'),
    arg('data', fromSchema(hexBytes(), 'bytes'), 'The bytes, such as DE AD BE EF.'),
  ],
  run: async ({ address, data }, context) => {
    const got = await context.device().debug.readMemory(address, data.length, { signal: context.signal })
    if (Buffer.compare(got, data) === 0) return
    const message = `Memory at 0x${address.toString(16)} should be ${spell(data)}, but it is ${spell(got)}.`
    throw new DeviceError('memory-differs', message)
  },
})

/** Keywords that stop, run and look into a processor. */
export const debugLibrary = defineLibrary('Debug', debug.doc, [
  ...withPhrases(generateKeywords(debug), {
    'Debug Halt': ['Halt the processor'],
    'Debug Resume': ['Let the processor run'],
    'Debug Read Memory': ['Read {length} bytes of memory at {address}'],
    'Debug Write Memory': ['Write {data} to memory at {address}'],
  }),
  processorShouldBe,
  memoryShouldBe,
])

function spell(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .toUpperCase()
    .replace(/..(?!$)/g, '$& ')
}

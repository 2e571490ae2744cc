import { DeviceError } from '../../../runtime/errors.ts'
import { i2c } from '../../../runtime/interfaces/i2c.ts'
import { spi } from '../../../runtime/interfaces/spi.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { argOf } from '../../catalogue/parameter-type.ts'

const answers = defineKeyword({
  name: 'I2c Chip Should Answer',
  phrases: ['I2C chip {address} should answer'],
  doc: 'Fails unless a chip answers at an address of the I2C bus.',
  interface: 'i2c',
  arguments: [argOf(i2c.members.transfer, 'address')],
  run: async ({ address }, context) => {
    const found = await context.device().i2c.scan({ signal: context.signal })
    if (found.includes(address)) return
    const others = found.length === 0 ? 'none answers' : `these do: ${found.map(hex).join(', ')}`
    throw new DeviceError('i2c-no-answer', `No chip answers at ${hex(address)}; ${others}.`)
  },
})

/** Keywords for I2C. */
export const i2cLibrary = defineLibrary('I2c', i2c.doc, [
  answers,
  ...withPhrases(generateKeywords(i2c), {
    'I2c Transfer': [
      'Write {write} to I2C chip {address} [and read {read}]',
      'Read {read} from I2C chip {address}',
    ],
    'I2c Scan': ['Scan I2C bus'],
  }),
])

/** Keywords for SPI. */
export const spiLibrary = defineLibrary(
  'Spi',
  spi.doc,
  withPhrases(generateKeywords(spi), { 'Spi Transfer': ['Send {data} over SPI'] }),
)

function hex(address: number): string {
  return `0x${address.toString(16).padStart(2, '0')}`
}

import { z } from 'zod'
import { checksum, file } from '../files/file-parameter.ts'
import { hexBytes } from '../hex-bytes.ts'
import { call, defineInterface, param } from '../interface.ts'

const address = param(
  'address',
  z.coerce.number().int().nonnegative(),
  'Address of the first byte, such as 0x20000000.',
)

/** The processor of a device through its debug port. */
export const debug = defineInterface({
  name: 'debug',
  version: 1,
  doc: 'Stops, runs and looks into the processor of a device through its debug port.',
  members: {
    halt: call({ doc: 'Stops the processor; does nothing when it stands already.', result: z.void() }),
    resume: call({ doc: 'Lets the processor run on; does nothing when it runs already.', result: z.void() }),
    reset: call({
      doc: 'Resets the processor and lets it run, or stops it at its first instruction.',
      options: {
        halt: z
          .stringbool()
          .or(z.boolean())
          .default(false)
          .describe('Whether it stops at its first instruction.'),
      },
      result: z.void(),
    }),
    state: call({
      doc: 'Tells whether the processor runs or stands.',
      readOnly: true,
      result: z.enum(['running', 'halted']),
    }),
    flash: call({
      doc: 'Writes an image to where it belongs and compares it there. The processor stands afterwards.',
      params: [param('image', file(), 'Path of an Intel hex or ELF file, or of bytes with address=.')],
      options: {
        address: z.coerce.number().int().nonnegative().optional().describe('Where plain bytes belong.'),
        sha256: checksum().describe('SHA-256 that the image must have, in hexadecimal.'),
      },
      result: z.object({ bytes: z.number().meta({ unit: 'B', description: 'Bytes that were written.' }) }),
    }),
    readMemory: call({
      doc: 'Reads memory.',
      readOnly: true,
      params: [
        address,
        param('length', z.coerce.number().int().positive().max(0x1000000), 'Number of bytes.'),
      ],
      result: z.instanceof(Uint8Array),
    }),
    writeMemory: call({
      doc: 'Writes memory.',
      params: [address, param('data', hexBytes(), 'Bytes to write, such as DE AD BE EF.')],
      result: z.void(),
    }),
    readRegister: call({
      doc: 'Reads a register of the processor, which must stand.',
      readOnly: true,
      params: [param('register', z.string(), 'Its name, such as pc or r0.')],
      result: z.number().int(),
    }),
  },
})

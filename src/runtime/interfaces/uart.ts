import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { baudRate, duration } from '../units.ts'

const on = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.union([
    z.boolean(),
    z.enum(['on', 'high', 'true', '1']).transform(() => true),
    z.enum(['off', 'low', 'false', '0']).transform(() => false),
  ]),
)
const upper = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(names))

/** The lines that a device drives and the bench reads. */
const inputs = ['CTS', 'DSR', 'DCD', 'RI'] as const

/** What a serial port has besides the bytes of its console: break, modem lines, its rate. */
export const uart = defineInterface({
  name: 'uart',
  version: 1,
  doc: 'The lines of a serial port beside its bytes: break, modem lines, baud rate.',
  members: {
    sendBreak: call({
      doc: 'Holds the transmit line in break.',
      options: { duration: duration().default(250).describe('How long the break lasts.') },
      result: z.void(),
    }),
    setLine: call({
      doc: 'Switches DTR or RTS.',
      params: [
        param('line', upper(['DTR', 'RTS']), 'DTR or RTS.'),
        param('state', on, 'on: the line is asserted; off: it is not.'),
      ],
      result: z.void(),
    }),
    lines: call({
      doc: 'Reads the modem lines that the device drives. A line that the hardware cannot tell is left out.',
      readOnly: true,
      result: z.object({
        CTS: z.boolean().optional(),
        DSR: z.boolean().optional(),
        DCD: z.boolean().optional(),
        RI: z.boolean().optional(),
      }),
    }),
    waitForLine: call({
      doc: 'Waits until a modem line has a state.',
      readOnly: true,
      params: [
        param('line', upper(inputs), 'CTS, DSR, DCD or RI.'),
        param('state', on, 'on: the line is asserted; off: it is not.'),
      ],
      options: { timeout: duration().default(5000).describe('How long to wait at most.') },
      result: z.void(),
    }),
    setBaudRate: call({
      doc: 'Changes the baud rate, until the bench is closed.',
      params: [param('baudRate', baudRate(), 'The rate, such as 115200 baud.')],
      result: z.void(),
    }),
  },
})

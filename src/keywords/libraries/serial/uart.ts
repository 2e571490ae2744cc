import { DeviceError, LabError } from '../../../runtime/errors.ts'
import { uart } from '../../../runtime/interfaces/uart.ts'
import { baudRate } from '../../../runtime/units.ts'
import { fromSchema, oneOf, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional } from '../../catalogue/keyword.ts'

const NEEDS = { interface: 'uart' } as const
const output = arg('line', oneOf('DTR', 'RTS'), 'DTR or RTS.')
const input = arg('line', oneOf('CTS', 'DSR', 'DCD', 'RI'), 'CTS, DSR, DCD or RI.')
const state = arg('state', oneOf('on', 'off'), 'on: the line is asserted; off: it is not.')

const keywords = [
  defineKeyword({
    name: 'Send Break',
    phrases: ['Send break [for {duration}]'],
    doc: uart.members.sendBreak.doc,
    ...NEEDS,
    arguments: [optional('duration', time, 250, 'How long the break lasts.')],
    run: ({ duration }, context) => context.device().uart.sendBreak({ duration, signal: context.signal }),
  }),
  defineKeyword({
    name: 'Set Line',
    phrases: ['Set line {line} {state}'],
    doc: uart.members.setLine.doc,
    ...NEEDS,
    arguments: [output, state],
    run: (values, context) =>
      context.device().uart.setLine(values.line, values.state === 'on', { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Line Should Be',
    phrases: ['Line {line} should be {state}'],
    doc: 'Fails unless a modem line has the given state.',
    ...NEEDS,
    arguments: [input, state],
    run: async ({ line, state: wanted }, context) => {
      const device = context.device()
      const got = (await device.uart.lines({ signal: context.signal }))[line]
      if (got === undefined)
        throw new LabError('line-unsupported', `The port of ${device.name} cannot tell ${line}.`)
      if (got !== (wanted === 'on'))
        throw new DeviceError('line-state', `${line} should be ${wanted}, but it is ${got ? 'on' : 'off'}.`)
    },
  }),
  defineKeyword({
    name: 'Wait For Line',
    phrases: ['Wait until line {line} is {state} [within {timeout}]'],
    doc: uart.members.waitForLine.doc,
    ...NEEDS,
    arguments: [input, state, optional('timeout', time, 5000, 'How long to wait at most.')],
    run: ({ line, state: wanted, timeout }, context) =>
      context.device().uart.waitForLine(line, wanted === 'on', { timeout, signal: context.signal }),
  }),
  defineKeyword({
    name: 'Set Baud Rate',
    phrases: ['Set baud rate to {baud_rate}'],
    doc: uart.members.setBaudRate.doc,
    ...NEEDS,
    arguments: [arg('baudRate', fromSchema(baudRate(), 'baud rate'), 'The rate, such as 115200 baud.')],
    run: (values, context) => context.device().uart.setBaudRate(values.baudRate, { signal: context.signal }),
  }),
]

/** Keywords for what a serial port has beside its bytes. */
export const uartLibrary = defineLibrary('Uart', uart.doc, [...keywords, ...generateKeywords(uart)])

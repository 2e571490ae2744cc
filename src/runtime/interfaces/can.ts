import { z } from 'zod'
import { hexBytes } from '../hex-bytes.ts'
import { call, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

const identifier = z.preprocess(
  (value) =>
    typeof value === 'string' && /^(0x)?[\da-f]+$/i.test(value)
      ? Number(`0x${value.replace(/^0x/i, '')}`)
      : value,
  z.number({ error: 'expected an identifier such as 0x123' }).int().min(0).max(0x1fffffff),
)
const id = param('id', identifier, 'Identifier, in hexadecimal if it is text: 123 or 0x123.')
const data = param('data', hexBytes(), 'Up to 8 bytes, such as 01 A0 FF.')
const frameOptions = {
  extended: z
    .stringbool()
    .or(z.boolean())
    .optional()
    .describe('An identifier of 29 bits; so if left out for those above 0x7FF.'),
}
const time = z.number().meta({ unit: 'ms', description: 'Milliseconds since the Unix epoch.' })
const timeout = duration().default(5000).describe('How long to wait at most.')
const filter = {
  id: identifier.optional().describe('Only frames of this identifier.'),
  mask: identifier.optional().describe('Bits of the identifier that must agree; all if left out.'),
}
const frame = z.object({
  time,
  id: z.number().int(),
  extended: z.boolean(),
  remote: z.boolean(),
  data: z.instanceof(Uint8Array),
})
const value = z.union([z.number(), z.bigint()])
const values = z.record(z.string(), z.union([z.number(), z.bigint(), z.string()]))

/** A CAN bus: frames, and messages and signals where the bench has a DBC file of them. */
export const can = defineInterface({
  name: 'can',
  version: 1,
  doc: 'Sends and receives frames on a CAN bus, and messages and signals by a DBC file.',
  members: {
    send: call({
      doc: 'Sends a frame.',
      params: [id, data],
      options: {
        ...frameOptions,
        remote: z.stringbool().or(z.boolean()).default(false).describe('A remote frame: it asks for data.'),
      },
      result: z.void(),
    }),
    frames: items({
      doc: 'Reports frames as they come.',
      readOnly: true,
      options: filter,
      item: frame,
    }),
    receive: call({
      doc: 'The next frame that was not received yet, if it came before or comes within a time. Frames before it are left behind.',
      options: {
        ...filter,
        timeout,
      },
      result: frame,
    }),
    discard: call({
      doc: 'Leaves behind the frames that came and were not received yet, and what signals were.',
      result: z.void(),
    }),
    sendPeriodically: call({
      doc: 'Sends a frame again and again until it is stopped; returns a number for that.',
      params: [id, data, param('every', duration(), 'Time between two frames.')],
      options: frameOptions,
      result: z.number().int(),
    }),
    stopPeriodic: call({
      doc: 'Stops sending a frame again and again.',
      options: {
        job: z.coerce.number().int().optional().describe('The number that the start gave; all if left out.'),
      },
      result: z.void(),
    }),
    sendMessage: call({
      doc: 'Sends a message of the DBC file.',
      params: [
        param('message', z.string(), 'Name of the message.'),
        param('signals', values, 'Values of its signals, in their units or by the names of the file.'),
      ],
      result: z.void(),
    }),
    messages: items({
      doc: 'Reports messages of the DBC file as they come, decoded.',
      readOnly: true,
      options: { message: z.string().optional().describe('Only this message.') },
      item: z.object({ time, name: z.string(), id: z.number().int(), signals: z.record(z.string(), value) }),
    }),
    signal: call({
      doc: 'The value of a signal when its message came last; waits for the message if none came yet.',
      readOnly: true,
      params: [param('signal', z.string(), 'Name of the signal, or MESSAGE.SIGNAL.')],
      options: {
        next: z
          .stringbool()
          .or(z.boolean())
          .default(false)
          .describe('Waits for the next message in any case.'),
        timeout,
      },
      result: z.object({
        value,
        unit: z.string().describe('As the DBC file says; empty if it says none.'),
        label: z.string().optional().describe('Name of the value in the DBC file.'),
        time,
      }),
    }),
  },
})

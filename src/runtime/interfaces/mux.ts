import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'

const POSITIONS = ['host', 'dut', 'off'] as const
/** Where a memory card is: people say board and mean the device under test. */
const position = z.preprocess((value) => {
  const word = typeof value === 'string' ? value.toLowerCase() : value
  return word === 'board' ? 'dut' : word
}, z.enum(POSITIONS))

/** A switch that connects a memory card to this machine, to the device, or to nobody. */
export const mux = defineInterface({
  name: 'mux',
  version: 1,
  doc: 'Switches a memory card between the bench and the device.',
  members: {
    connect: call({
      doc: 'Connects the card: to the bench (host), to the device (dut), or to nobody (off).',
      params: [param('position', position, 'host, dut (or board), or off.')],
      result: z.void(),
    }),
    position: call({
      doc: 'Tells what the card is connected to.',
      readOnly: true,
      result: z.enum(POSITIONS),
    }),
  },
})

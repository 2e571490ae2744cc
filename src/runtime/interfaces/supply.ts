import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { current, voltage } from '../units.ts'

const volts = z.number().meta({ unit: 'V' })
const amperes = z.number().meta({ unit: 'A' })
const limit = 'The current that the output gives at most.'

/** A bench supply: what it is set to, what it gives, and when it trips. Its output is switched as `power`. */
export const supply = defineInterface({
  name: 'supply',
  version: 1,
  doc: 'Sets voltage and current limit of a bench supply, measures what it gives, and watches for trips.',
  members: {
    set: call({
      doc: 'Sets the voltage, and the current limit if one is given, and reads them back. Does not switch the output.',
      params: [param('voltage', voltage(), 'The voltage of the output.')],
      options: { limit: current().optional().describe(limit) },
      result: z.void(),
    }),
    setLimit: call({
      doc: 'Sets the current limit, and reads it back.',
      params: [param('limit', current(), limit)],
      result: z.void(),
    }),
    settings: call({
      doc: 'Tells what the supply is set to.',
      readOnly: true,
      result: z.object({ voltage: volts, limit: amperes, output: z.enum(['on', 'off']) }),
    }),
    measure: call({
      doc: 'Measures voltage, current and power at the output.',
      readOnly: true,
      result: z.object({ voltage: volts, current: amperes, power: z.number().meta({ unit: 'W' }) }),
    }),
    protect: call({
      doc: 'Lets the supply switch its output off when a voltage or a current is exceeded; what is left out stays as it is.',
      options: {
        overVoltage: voltage().optional().describe('The voltage at which it trips.'),
        overCurrent: current().optional().describe('The current at which it trips.'),
      },
      result: z.void(),
    }),
    tripped: call({
      doc: 'Tells whether the supply has tripped, and why.',
      readOnly: true,
      result: z.enum(['no', 'over-voltage', 'over-current']),
    }),
    clearTrip: call({
      doc: 'Forgets a trip, so that the output can be switched on again.',
      result: z.void(),
    }),
  },
})

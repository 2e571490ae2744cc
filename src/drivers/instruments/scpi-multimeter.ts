import { z } from 'zod'
import { sleep } from '../../runtime/deadline.ts'
import { type CallContext, defineDriver, type ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { MEASURED_UNITS, type MeasuredQuantity, measurement } from '../../runtime/interfaces/measurement.ts'
import { hasOnePlace, ONE_PLACE } from '../links/link-config.ts'
import { identityOf } from '../scpi/identity.ts'
import { ScpiClient } from '../scpi/scpi-client.ts'
import { scpiKeys } from '../scpi/scpi-config.ts'

const FUNCTIONS: Readonly<Record<MeasuredQuantity, string>> = {
  'dc-voltage': 'VOLT:DC',
  'ac-voltage': 'VOLT:AC',
  'dc-current': 'CURR:DC',
  'ac-current': 'CURR:AC',
  resistance: 'RES',
  frequency: 'FREQ',
  period: 'PER',
  temperature: 'TEMP',
}

/** SCPI says so for a value that the range cannot hold. */
const OVERLOAD = 9.9e37

/** A multimeter that speaks SCPI. */
export const scpiMultimeter = defineDriver({
  type: 'scpi-multimeter',
  doc: 'A digital multimeter that speaks SCPI, over TCP, a serial port or USBTMC.',
  testedAgainst: 'a SCPI instrument of our own over TCP, on a pty, and behind a device file',
  provides: [measurement],
  config: z.strictObject(scpiKeys()).refine(hasOnePlace, ONE_PLACE),
  open: async (place, { signal }) => {
    const client = await ScpiClient.open(place, { signal })
    return {
      measurement: createMeter(client),
      [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
    }
  },
})

function createMeter(client: ScpiClient): ImplementationOf<typeof measurement> {
  return {
    identity: () => identityOf(client.identity),
    measure: (wanted, context) => measure(client, wanted, context),
    readings: async function* ({ every, ...wanted }, context) {
      for (;;) {
        const time = Date.now()
        yield { time, ...(await measure(client, wanted, context)) }
        await sleep(Math.max(0, time + every - Date.now()), context)
      }
    },
  }
}

interface Wanted {
  readonly quantity: MeasuredQuantity
  readonly range?: number | undefined
}

async function measure(client: ScpiClient, { quantity, range }: Wanted, context: CallContext) {
  const command = `MEAS:${FUNCTIONS[quantity]}?${range === undefined ? '' : ` ${range}`}`
  const value = await client.queryNumber(command, context)
  if (Math.abs(value) < OVERLOAD) return { value, unit: MEASURED_UNITS[quantity] }
  throw new DeviceError('measurement-overload', `The ${quantity} is too large for the range of the meter.`, {
    hint: 'Look at the wiring, or give a larger range.',
  })
}

import { z } from 'zod'

const oid = z
  .string()
  .regex(
    /^\.?1(\.(\d+|\{outlet\}|\{unit\}))+$/,
    'expected an object such as 1.3.6.1.4.1.318.1.1.12.3.3.1.1.4.{outlet}',
  )
const values = z
  .union([z.number().int(), z.array(z.number().int()).readonly()])
  .transform((given) => [given].flat())

const quantity = z.strictObject({
  oid,
  scale: z.number().default(1).describe('Factor to volts or amperes: 0.1 for tenths.'),
  digits: oid.optional().describe('Object that says how many digits stand behind the point.'),
})

/** Where a PDU keeps what it knows about an outlet, as data: in the bench file, or built in. */
export const outletObjectsSchema = z.strictObject({
  control: oid.describe('Object that switches; {outlet} and {unit} are filled in.'),
  on: z.number().int().describe('What is written to switch on.'),
  off: z.number().int().describe('What is written to switch off.'),
  state: z
    .strictObject({ oid, on: values.describe('What means on.'), off: values.describe('What means off.') })
    .optional()
    .describe('Object that tells the state; the one that switches, with the same values, if left out.'),
  voltage: quantity.optional().describe('Object that holds the voltage.'),
  current: quantity.optional().describe('Object that holds the current.'),
})

/** Objects of an outlet, with defaults filled in. */
export type OutletObjects = z.output<typeof outletObjectsSchema>

const APC = '1.3.6.1.4.1.318.1.1'
const RARITAN = '1.3.6.1.4.1.13742.6'

const raritanSensor = (sensor: number) => ({
  oid: `${RARITAN}.5.4.3.1.4.{unit}.{outlet}.${sensor}`,
  digits: `${RARITAN}.3.5.4.1.7.{unit}.{outlet}.${sensor}`,
})

/** What is known of common PDUs, by the name that a bench file calls it. */
export const builtInOutlets = {
  /** APC Switched Rack PDU, AP79xx: rPDUOutletControl, rPDUOutletStatus. */
  apc: outletObjectsSchema.parse({
    ...{ control: `${APC}.12.3.3.1.1.4.{outlet}`, on: 1, off: 2 },
    state: { oid: `${APC}.12.3.5.1.1.4.{outlet}`, on: 1, off: 2 },
  }),
  /** APC Rack PDU of the second generation, AP86xx and AP89xx: rPDU2OutletSwitched, rPDU2OutletMetered. */
  'apc-rpdu2': outletObjectsSchema.parse({
    ...{ control: `${APC}.26.9.2.4.1.5.{outlet}`, on: 1, off: 2 },
    state: { oid: `${APC}.26.9.2.3.1.5.{outlet}`, on: 2, off: 1 },
    current: { oid: `${APC}.26.9.4.3.1.6.{outlet}`, scale: 0.1 },
  }),
  /** APC MasterSwitch: sPDUOutletCtl. */
  'apc-masterswitch': outletObjectsSchema.parse({ control: `${APC}.4.4.2.1.3.{outlet}`, on: 1, off: 2 }),
  /** Raritan PX2 and PX3, and Server Technology PRO3X: PDU2-MIB. */
  raritan: outletObjectsSchema.parse({
    ...{ control: `${RARITAN}.4.1.2.1.2.{unit}.{outlet}`, on: 1, off: 0 },
    state: { oid: `${RARITAN}.4.1.2.1.3.{unit}.{outlet}`, on: 7, off: 8 },
    ...{ current: raritanSensor(1), voltage: raritanSensor(4) },
  }),
  /** Ports of a switch that supply power over Ethernet (RFC 3621): pethPsePortAdminEnable. */
  poe: outletObjectsSchema.parse({ control: '1.3.6.1.2.1.105.1.1.1.3.{unit}.{outlet}', on: 1, off: 2 }),
} as const satisfies Readonly<Record<string, OutletObjects>>

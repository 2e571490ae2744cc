import { type Requests, requestsSchema } from './request-format.ts'

const shellyGen1 = requestsSchema.parse({
  outlet: '0',
  on: { path: '/relay/{outlet}?turn=on' },
  off: { path: '/relay/{outlet}?turn=off' },
  state: { path: '/relay/{outlet}', at: 'ison' },
  readings: { path: '/emeter/{outlet}', voltage: { at: 'voltage' }, current: { at: 'current' } },
})

const shellyGen2 = requestsSchema.parse({
  outlet: '0',
  on: { path: '/rpc/Switch.Set?id={outlet}&on=true' },
  off: { path: '/rpc/Switch.Set?id={outlet}&on=false' },
  state: { path: '/rpc/Switch.GetStatus?id={outlet}', at: 'output' },
  readings: {
    path: '/rpc/Switch.GetStatus?id={outlet}',
    voltage: { at: 'voltage' },
    current: { at: 'current' },
  },
})

const TASMOTA = '/cm?user={username}&password={password}&cmnd='
const tasmota = requestsSchema.parse({
  on: { path: `${TASMOTA}Power{outlet}%20On` },
  off: { path: `${TASMOTA}Power{outlet}%20Off` },
  state: { path: `${TASMOTA}Power{outlet}`, at: ['POWER{outlet}', 'POWER'] },
  readings: {
    path: `${TASMOTA}Status%208`,
    voltage: { at: ['StatusSNS.ENERGY.Voltage[{outlet-1}]', 'StatusSNS.ENERGY.Voltage'] },
    current: { at: ['StatusSNS.ENERGY.Current[{outlet-1}]', 'StatusSNS.ENERGY.Current'] },
  },
})

const netioSwitch = (action: number) => ({
  method: 'POST',
  path: '/netio.json',
  body: { Outputs: [{ ID: '{outlet}', Action: action }] },
})
const netio = requestsSchema.parse({
  on: netioSwitch(1),
  off: netioSwitch(0),
  state: { path: '/netio.json', at: 'Outputs[ID={outlet}].State' },
  readings: {
    path: '/netio.json',
    voltage: { at: 'GlobalMeasure.Voltage' },
    current: { at: 'Outputs[ID={outlet}].Current', scale: 0.001 },
  },
})

const gude = requestsSchema.parse({
  on: { path: '/status.json?components=0&cmd=1&p={outlet}&s=1' },
  off: { path: '/status.json?components=0&cmd=1&p={outlet}&s=0' },
  state: { path: '/status.json?components=1', at: 'outputs[{outlet-1}].state' },
})

const rest = requestsSchema.parse({
  on: { method: 'PUT', body: '1' },
  off: { method: 'PUT', body: '0' },
  state: {},
})

/** What is known of common power switches, by the name that a bench file calls it. */
export const builtInRequests = {
  'shelly-gen1': shellyGen1,
  'shelly-gen2': shellyGen2,
  tasmota,
  netio,
  gude,
  rest,
} as const satisfies Readonly<Record<string, Requests>>

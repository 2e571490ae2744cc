import type { PduRules } from './trial-pdu.ts'

const outletIn = (path: string) => Number(path.split('/').at(-1))

/** Shelly, first generation: `/relay/N?turn=on`; an EM has `/emeter/N`. */
const shellyGen1: PduRules = ({ path, query }, { isOn, set }) => {
  const outlet = outletIn(path)
  if (path.startsWith('/emeter/')) return { power: 4.6, voltage: 230.5, current: 0.02, is_valid: true }
  if (!path.startsWith('/relay/')) return 404
  if (query.has('turn')) set(outlet, query.get('turn') === 'on')
  return { ison: isOn(outlet), has_timer: false, source: 'http' }
}

/** Shelly, second generation: JSON-RPC over GET. */
const shellyGen2: PduRules = ({ path, query }, { isOn, set }) => {
  const outlet = Number(query.get('id'))
  const was_on = isOn(outlet)
  if (path === '/rpc/Switch.GetStatus')
    return { id: outlet, source: 'init', output: was_on, apower: 4.6, voltage: 230.5, current: 0.02 }
  if (path !== '/rpc/Switch.Set') return 404
  set(outlet, query.get('on') === 'true')
  return { was_on }
}

/** Tasmota: everything is a command. A device with one relay calls it POWER. */
const tasmota: PduRules = ({ query }, { isOn, set }) => {
  const [, outlet = '', word] = /^Power(\d*)(?: (On|Off))?$/.exec(query.get('cmnd') ?? '') ?? []
  if (query.get('password') !== 'pw') return { WARNING: 'Need user=<username>&password=<password>' }
  if (query.get('cmnd') === 'Status 8')
    return { StatusSNS: { ENERGY: { Power: 4.6, Voltage: 230.5, Current: 0.02 } } }
  if (outlet === '') return { Command: 'Unknown' }
  if (word !== undefined) set(Number(outlet), word === 'On')
  return { POWER: isOn(Number(outlet)) ? 'ON' : 'OFF' }
}

/** Netio: one JSON document, read and written. */
const netio: PduRules = ({ method, path, body }, { isOn, set }) => {
  if (path !== '/netio.json') return 404
  for (const { ID, Action } of method === 'POST' ? JSON.parse(body).Outputs : []) set(ID, Action === 1)
  const output = (ID: number) => ({ ID, State: isOn(ID) ? 1 : 0, Current: 20, Load: 4 })
  return { GlobalMeasure: { Voltage: 230.5, TotalCurrent: 40 }, Outputs: [1, 2, 3, 4].map(output) }
}

/** Gude: a page of status that also takes commands. */
const gude: PduRules = ({ path, query }, { isOn, set }) => {
  if (path !== '/status.json') return 404
  if (query.get('cmd') === '1') set(Number(query.get('p')), query.get('s') === '1')
  if (query.get('components') !== '1') return {}
  return { outputs: [1, 2, 3, 4].map((n) => ({ name: `Power Port ${n}`, state: isOn(n) ? 1 : 0 })) }
}

/** One URL an outlet, that is read and written. */
const rest: PduRules = ({ method, path, body }, { isOn, set }) => {
  if (method === 'PUT') set(outletIn(path), body === '1')
  return isOn(outletIn(path)) ? '1' : '0'
}

/** Rules of the vendors, by the name of their backend. */
export const vendors = { 'shelly-gen1': shellyGen1, 'shelly-gen2': shellyGen2, tasmota, netio, gude, rest }

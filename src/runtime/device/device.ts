import type { Selector } from '../bench/selector.ts'
import { formatSelector } from '../bench/selector.ts'
import type { Connection, DeviceDescription, Target, Waiting } from '../connection.ts'
import type { Console } from '../console/console.ts'
import { SuiteError } from '../errors.ts'
import type { CallMember, Interface, ItemsMember } from '../interface.ts'
import type { analog } from '../interfaces/analog.ts'
import type { can } from '../interfaces/can.ts'
import type { debug } from '../interfaces/debug.ts'
import type { endpoints } from '../interfaces/endpoints.ts'
import type { faults } from '../interfaces/faults.ts'
import type { fileServer } from '../interfaces/file-server.ts'
import type { files } from '../interfaces/files.ts'
import type { gpio } from '../interfaces/gpio.ts'
import type { hid } from '../interfaces/hid.ts'
import type { i2c } from '../interfaces/i2c.ts'
import type { lcd } from '../interfaces/lcd.ts'
import type { leds } from '../interfaces/leds.ts'
import type { logic } from '../interfaces/logic.ts'
import type { machine } from '../interfaces/machine.ts'
import type { measurement } from '../interfaces/measurement.ts'
import type { modbus } from '../interfaces/modbus.ts'
import type { mqtt } from '../interfaces/mqtt.ts'
import type { mux } from '../interfaces/mux.ts'
import type { network } from '../interfaces/network.ts'
import type { power } from '../interfaces/power.ts'
import type { scope } from '../interfaces/scope.ts'
import type { shell } from '../interfaces/shell.ts'
import type { snapshots } from '../interfaces/snapshots.ts'
import type { snmp } from '../interfaces/snmp.ts'
import type { spi } from '../interfaces/spi.ts'
import type { ssh } from '../interfaces/ssh.ts'
import type { states } from '../interfaces/states.ts'
import type { storage } from '../interfaces/storage.ts'
import type { supply } from '../interfaces/supply.ts'
import type { uart } from '../interfaces/uart.ts'
import type { video } from '../interfaces/video.ts'
import type { vnc } from '../interfaces/vnc.ts'
import { didYouMean } from '../neighbours.ts'
import { guardStack } from '../stack-text.ts'
import type { ClientOf } from './client.ts'

/** What a device can do, by interface; a plugin adds its own by declaration merging. */
export interface DeviceAbilities {
  readonly power: ClientOf<typeof power>
  readonly supply: ClientOf<typeof supply>
  readonly console: Console
  readonly uart: ClientOf<typeof uart>
  readonly shell: ClientOf<typeof shell>
  readonly states: ClientOf<typeof states>
  readonly files: ClientOf<typeof files>
  readonly ssh: ClientOf<typeof ssh>
  readonly storage: ClientOf<typeof storage>
  readonly mux: ClientOf<typeof mux>
  readonly debug: ClientOf<typeof debug>
  readonly gpio: ClientOf<typeof gpio>
  readonly leds: ClientOf<typeof leds>
  readonly lcd: ClientOf<typeof lcd>
  readonly analog: ClientOf<typeof analog>
  readonly network: ClientOf<typeof network>
  readonly endpoints: ClientOf<typeof endpoints>
  readonly 'file-server': ClientOf<typeof fileServer>
  readonly faults: ClientOf<typeof faults>
  readonly measurement: ClientOf<typeof measurement>
  readonly scope: ClientOf<typeof scope>
  readonly can: ClientOf<typeof can>
  readonly i2c: ClientOf<typeof i2c>
  readonly spi: ClientOf<typeof spi>
  readonly modbus: ClientOf<typeof modbus>
  readonly mqtt: ClientOf<typeof mqtt>
  readonly snmp: ClientOf<typeof snmp>
  readonly logic: ClientOf<typeof logic>
  readonly video: ClientOf<typeof video>
  readonly vnc: ClientOf<typeof vnc>
  readonly hid: ClientOf<typeof hid>
  readonly snapshots: ClientOf<typeof snapshots>
  readonly machine: ClientOf<typeof machine>
}

/** What every device tells about itself. */
export interface DeviceIdentity {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Makes another of its consoles the one that `console` means; the device's own one again without a name. */
  useConsole(name?: string): void
  /** Whether it offers an interface. */
  offers(ability: string): boolean
  /** Calls any member by name, parameters by name too. */
  call(ability: string, member: string, params?: ParametersByName, waiting?: Waiting): Promise<unknown>
  /** Opens any item stream by name. */
  items(ability: string, member: string, params?: ParametersByName, waiting?: Waiting): AsyncIterable<unknown>
}

type ParametersByName = Readonly<Record<string, unknown>>

/** A device of the bench. Using an interface that it lacks throws a SuiteError that names what it has. */
export type Device = DeviceIdentity & DeviceAbilities

/** What a device is made from. */
export interface DeviceParts {
  readonly connection: Pick<Connection, 'call' | 'items'>
  readonly description: DeviceDescription
  readonly interfaces: Pick<ReadonlyMap<string, Interface>, 'get'>
  readonly consoles: ReadonlyMap<string, Console>
}

/** Makes the object that tests use for a device: one property for each of its abilities. */
export function createDevice(parts: DeviceParts): Device {
  const { name, labels, abilities } = parts.description
  const offered = new Map(abilities.map((ability) => [ability.name, ability.interface]))
  let chosen: Console | undefined
  const identity: DeviceIdentity = {
    useConsole: (name) => {
      chosen = name === undefined ? undefined : consoleNamed(name, parts)
    },
    name,
    labels,
    offers: (ability) => offered.has(ability) || [...offered.values()].includes(ability),
    call: (ability, member, params = {}, waiting = {}) =>
      parts.connection.call({ device: name, ability, member }, params, waiting),
    items: (ability, member, params = {}, waiting = {}) =>
      parts.connection.items({ device: name, ability, member }, params, waiting),
  }
  const clients = new Map<string, unknown>()
  return new Proxy(identity, {
    get: (target, key) => {
      if (typeof key === 'symbol' || key in target || ASKED_OF_ALL.has(key)) return Reflect.get(target, key)
      if (key === 'console' && chosen !== undefined) return chosen
      if (!clients.has(key)) clients.set(key, createAbility(parts, key, offered.get(key)))
      return clients.get(key)
    },
    has: (target, key) => key in target || offered.has(String(key)),
  }) as Device
}

/** A console by the name that it is called by, or by that of its driver. */
function consoleNamed(name: string, { consoles, description }: DeviceParts): Console {
  const found = consoles.get(name) ?? consoles.get(`${name}.console`)
  if (found !== undefined) return found
  const hint = didYouMean(name, [...consoles.keys()])
  const message = `The device "${description.name}" has no console "${name}".`
  throw new SuiteError('unknown-console', message, {
    device: description.name,
    ...(hint === undefined ? {} : { hint }),
  })
}

/** What JavaScript asks of any object, to await or to print it: no ability. */
const ASKED_OF_ALL = new Set(['then', 'toJSON'])

function createAbility(parts: DeviceParts, name: string, interfaceName: string | undefined): unknown {
  const definition = interfaceName === undefined ? undefined : parts.interfaces.get(interfaceName)
  if (definition === undefined) throw abilityMissing(parts.description, name)
  const console = parts.consoles.get(name)
  if (console !== undefined) return console
  const members = Object.entries(definition.members).flatMap(([member, shape]): [string, unknown][] => {
    const target = { device: parts.description.name, ability: name, member }
    return shape.kind === 'bytes' || shape.kind === 'connection'
      ? []
      : [[member, methodOf(parts.connection, target, shape)]]
  })
  return Object.freeze(Object.fromEntries(members))
}

function methodOf(connection: DeviceParts['connection'], target: Target, member: CallMember | ItemsMember) {
  return (...args: readonly unknown[]) => {
    const required = member.params.map((param, index): [string, unknown] => [param.name, args[index]])
    const { signal, ...options } = (args[member.params.length] ?? {}) as CallOptionsObject
    const params = { ...Object.fromEntries(required), ...options }
    if (member.kind === 'items') return connection.items(target, params, { signal })
    return callFrom(connection, { target, params, signal })
  }
}

interface MethodCall {
  readonly target: Target
  readonly params: ParametersByName
  readonly signal: AbortSignal | undefined
}

/** Errors come from the socket, without a trace of the caller: the stack is taken anew where the caller waits. */
async function callFrom(
  connection: DeviceParts['connection'],
  { target, params, signal }: MethodCall,
): Promise<unknown> {
  try {
    return await connection.call(target, params, { signal })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    Error.captureStackTrace(error, callFrom)
    guardStack(error)
    throw error
  }
}

type CallOptionsObject = Readonly<Record<string, unknown>> & { readonly signal?: AbortSignal }

/** The error for an interface that a device does not offer. */
export function abilityMissing(description: DeviceDescription, ability: string): SuiteError {
  const names = description.abilities.map((offered) => offered.name)
  const hint = didYouMean(ability, names) ?? 'It offers nothing: give it a driver in the bench file.'
  const message = `The device "${description.name}" does not offer "${ability}".`
  return new SuiteError('ability-missing', message, { hint, device: description.name })
}

/** The error for a suite that must choose among several devices and did not. */
export function ambiguousDevice(devices: readonly DeviceDescription[]): SuiteError {
  const list = devices.map(
    (device) => `  ${device.name}: ${formatSelector(device.labels as Selector) || 'no labels'}`,
  )
  const message = `The bench has ${devices.length} devices under test, and the test does not say which one it needs.`
  const hint = [
    'Choose one with use: { board: "name or labels" } or Connect To Exporter    selector=…',
    ...list,
  ].join('\n  ')
  return new SuiteError('ambiguous-device', message, { hint })
}

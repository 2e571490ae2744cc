import type { Bench, BenchDevice } from '../bench/bench-file.ts'
import type { AbilityDescription, BenchDescription, DeviceDescription } from '../connection.ts'
import { fileParameters } from '../files/file-parameter.ts'
import type { Interface } from '../interface.ts'

/** An interface of a device together with the driver that provides it. */
export interface Ability extends AbilityDescription {
  readonly driver: string
  readonly definition: Interface
}

/**
 * The abilities of a device. An interface that one driver provides is called by its own name; one that several
 * provide is called `DRIVER` where that driver provides nothing else, and `DRIVER.INTERFACE` otherwise. One of a driver
 * that stands aside never takes the name from another.
 */
export function abilitiesOf(device: BenchDevice): Ability[] {
  const provided = device.drivers.flatMap((driver) =>
    driver.driver.provides.map((definition) => ({ driver, definition })),
  )
  return provided.map(({ driver, definition }) => {
    const rivals = provided.filter(
      (other) => other.definition.name === definition.name && other.driver.driver.aside !== true,
    )
    const alone = rivals.length === 1 && rivals[0]?.driver === driver
    const qualified = driver.driver.provides.length === 1 ? driver.name : `${driver.name}.${definition.name}`
    const name = alone ? definition.name : qualified
    const { version } = definition
    return {
      name,
      interface: definition.name,
      version,
      driver: driver.name,
      definition,
      ...filesOf(definition),
    }
  })
}

/** Describes a bench without opening anything. */
export function describeBench(bench: Bench): BenchDescription {
  const { file, devices, hooks = {} } = bench
  const names = Object.keys(hooks)
  return { file, devices: devices.map(describeDevice), ...(names.length === 0 ? {} : { hooks: names }) }
}

function describeDevice(device: BenchDevice): DeviceDescription {
  const abilities = abilitiesOf(device).map(({ name, interface: of, version, files, beside }) => ({
    name,
    interface: of,
    version,
    ...(files === undefined ? {} : { files }),
    ...(beside === undefined ? {} : { beside }),
  }))
  const { name, role, labels, type } = device
  const drivers = device.drivers.map((known) => ({ name: known.name, type: known.driver.type }))
  return { name, role, labels, abilities, drivers, ...(type === undefined ? {} : { type }) }
}

function filesOf({ members }: Interface): Pick<AbilityDescription, 'files' | 'beside'> {
  const taking = Object.entries(members).flatMap(([name, member]) => {
    if (member.kind === 'bytes' || member.kind === 'connection') return []
    const found = fileParameters(member)
    return found.files.length === 0 ? [] : [[name, found] as const]
  })
  if (taking.length === 0) return {}
  const beside = taking.filter(([, found]) => Object.keys(found.beside).length > 0)
  return {
    files: Object.fromEntries(taking.map(([name, { files }]) => [name, files])),
    ...(beside.length === 0
      ? {}
      : { beside: Object.fromEntries(beside.map(([name, f]) => [name, f.beside])) }),
  }
}

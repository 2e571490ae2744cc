import type { BenchDescription, DeviceDescription, Target } from '../../runtime/connection.ts'
import { abilityMissing } from '../../runtime/device/device.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'

/** An ability of a device that was named on the command line. */
export interface NamedAbility {
  readonly device: DeviceDescription
  /** The name that it is called by. */
  readonly ability: string
  /** The name of its interface. */
  readonly interface: string
}

/** Finds `board.power.cycle` on a bench, its member unchecked; a SuiteError shows near names. */
export function findTarget(text: string, bench: BenchDescription): NamedAbility & Pick<Target, 'member'> {
  const device = findDevice(text, bench)
  const path = text.slice(device.name.length + 1)
  const dot = path.lastIndexOf('.')
  if (dot === -1) {
    const hint = `As in: ${device.name}.${device.abilities[0]?.name ?? 'power'}.MEMBER`
    throw new SuiteError('wrong-argument', `"${text}" is no DEVICE.INTERFACE.MEMBER.`, { hint })
  }
  return { ...findAbility(device, path.slice(0, dot)), member: path.slice(dot + 1) }
}

/** Finds the device that a name begins with. */
export function findDevice(text: string, { devices }: BenchDescription): DeviceDescription {
  const fits = devices.filter(({ name }) => text === name || text.startsWith(`${name}.`))
  const longest = fits.sort((a, b) => b.name.length - a.name.length)[0]
  if (longest !== undefined) return longest
  const name = text.split('.')[0] ?? text
  const hint = didYouMean(
    name,
    devices.map((device) => device.name),
  )
  throw new SuiteError(
    'no-device-matches',
    `The bench has no device "${name}".`,
    hint === undefined ? {} : { hint },
  )
}

/** Finds an ability of a device by the name it is called by, or its interface if only one provides that. */
export function findAbility(device: DeviceDescription, name: string): NamedAbility {
  const { abilities } = device
  const found =
    abilities.find((ability) => ability.name === name) ??
    only(abilities.filter((ability) => ability.interface === name))
  if (found === undefined) throw abilityMissing(device, name)
  return { device, ability: found.name, interface: found.interface }
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined
}

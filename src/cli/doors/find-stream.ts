import type { BenchDescription, Target } from '../../runtime/connection.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { interfaceForms } from '../call/interface-forms.ts'
import { findAbility, findDevice } from './find-target.ts'

/** Members that carry bytes: streams that all share, and connections of one's own. */
const CARRYING = ['bytes', 'connection'] as const
type Carrying = (typeof CARRYING)[number]

/**
 * Finds the byte stream that `board`, `board.console` or `board.console.stream` names: a console of the device where
 * nothing else is said. A SuiteError shows what there is.
 */
export function findStream(
  text: string,
  bench: BenchDescription,
  kinds: readonly Carrying[] = CARRYING,
): Target {
  const device = findDevice(text, bench)
  const path = text.slice(device.name.length + 1)
  const ability = path === '' ? 'console' : abilityIn(path, device.abilities)
  const found = findAbility(device, ability)
  const forms = interfaceForms(found.interface, bench)
  const streams = [...forms].filter(([, { kind }]) => kinds.some((one) => one === kind)).map(([name]) => name)
  const named = path === '' ? '' : path.slice(ability.length + 1)
  const member = named === '' ? streams[0] : streams.find((name) => name === named)
  if (member !== undefined) return { device: device.name, ability: found.ability, member }
  const message = `${device.name}.${found.ability} has no byte stream${named === '' ? '' : ` "${named}"`}.`
  const hint = didYouMean(named, streams)
  throw new SuiteError('unknown-member', message, hint === undefined ? {} : { hint })
}

/** The longest name of an ability that the path begins with: names may hold dots. */
function abilityIn(path: string, abilities: readonly { readonly name: string }[]): string {
  const fits = abilities
    .map(({ name }) => name)
    .filter((name) => path === name || path.startsWith(`${name}.`))
  return fits.sort((a, b) => b.length - a.length)[0] ?? path.split('.')[0] ?? path
}

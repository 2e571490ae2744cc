import { z } from 'zod'
import { type DeviceType, defineDeviceType } from '../../runtime/plugin.ts'
import { type BoardKind, boardKinds } from '../device-states/board-states.ts'

const driver = z.looseObject({ type: z.string() })
const config = z.strictObject({
  console: driver.describe('The driver of its console, with its keys.'),
  power: z
    .union([driver, z.literal('console')])
    .optional()
    .describe(
      'The driver of its power, or `console` where the driver of the console switches it too; without it, states that need it cannot be reached.',
    ),
  shell: z.looseObject({}).default({}).describe('Keys of the shell: username, password, prompt…'),
  says: z
    .record(z.string(), z.string())
    .default({})
    .describe('What the console says in a state, where it is not the usual, by state.'),
})
type BoardConfig = z.output<typeof config>

/** Device types of boards with states: a console, a power switch, and what is known of their kind. */
export const boardTypes: readonly DeviceType[] = Object.entries(boardKinds).map(([type, kind]) =>
  defineDeviceType({ type, doc: kind.doc, config, drivers: (given) => driversOf(kind, given) }),
) as unknown as readonly DeviceType[]

function driversOf(kind: BoardKind, { console, power, shell, says }: BoardConfig) {
  return {
    console,
    ...(typeof power === 'object' ? { power } : {}),
    ...(kind.hasShell ? { shell: { type: 'shell', ...shell } } : {}),
    states: { type: 'states', ...statesOf(kind, power !== undefined, says) },
  }
}

/** What needs a power switch is left out where there is none. */
function statesOf({ states, transitions }: BoardKind, hasPower: boolean, says: BoardConfig['says']) {
  const possible = Object.entries(states).filter(([, { power }]) => hasPower || power === undefined)
  const told = possible.map(([name, state]) => [
    name,
    says[name] === undefined ? state : { ...state, says: says[name] },
  ])
  const ways = transitions.filter((way) => hasPower || !way.do.some((step) => 'power' in step))
  return { states: Object.fromEntries(told), transitions: ways }
}

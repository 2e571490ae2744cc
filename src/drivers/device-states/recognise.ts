import type { Console } from '../../runtime/console/console.ts'
import { stripEscapes } from '../../runtime/console/visible-text.ts'
import { sleep } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import type { power } from '../../runtime/interfaces/power.ts'
import { withoutKernelMessages } from '../console-shell/kernel-messages.ts'
import type { State } from './state-config.ts'

/** What a device is looked at through. */
export interface Senses {
  readonly console: Console
  readonly power: ImplementationOf<typeof power> | undefined
}

/** How long a device may take to answer to a key; and how often it is looked at. */
const ANSWER_MS = 1500
const LOOK_MS = 30
/** A menu that is drawn again with every key takes a lot. */
const SCREEN = 16_000

/** Finds out which of the states a device is in; undefined if it shows none of them. */
export async function recognise(
  states: Readonly<Record<string, State>>,
  senses: Senses,
  signal: AbortSignal,
): Promise<string | undefined> {
  const powered = await senses.power?.state({}, { signal })
  const possible = Object.entries(states).filter(([, state]) => fits(state.power, powered))
  const dark = possible.find(([, state]) => state.says === undefined && state.power !== undefined)
  if (dark !== undefined || powered === 'off') return dark?.[0]
  const spoken = possible.filter(([, state]) => state.says !== undefined)
  // What changes nothing comes first: a menu takes Enter for a choice.
  for (const ask of new Set(spoken.map(([, state]) => state.ask).sort())) {
    const found = await hear(
      spoken.filter(([, state]) => state.ask === ask),
      { ask, console: senses.console, signal },
    )
    if (found !== undefined) return found
  }
  return undefined
}

/** Waits until the console shows a state, from an offset on. */
export async function shown(
  console: Console,
  says: RegExp,
  from: number,
  signal: AbortSignal,
): Promise<void> {
  while (!says.test(screenSince(console, from))) await sleep(LOOK_MS, { signal })
}

interface Hearing {
  readonly ask: string
  readonly console: Console
  readonly signal: AbortSignal
}

async function hear(
  states: readonly (readonly [string, State])[],
  { ask, console, signal }: Hearing,
): Promise<string | undefined> {
  const from = ask === '' ? console.log.start : console.log.end
  if (ask !== '') await console.send(ask, { signal })
  for (let waited = 0; waited <= (ask === '' ? 0 : ANSWER_MS); waited += LOOK_MS) {
    const screen = screenSince(console, from)
    const found = states.find(([, { says }]) => says?.test(screen))
    if (found !== undefined) return found[0]
    if (ask !== '') await sleep(LOOK_MS, { signal })
  }
  return undefined
}

function fits(wanted: State['power'], powered: 'on' | 'off' | undefined): boolean {
  return wanted === undefined ? powered !== 'off' : powered === wanted
}

function screenSince({ log }: Console, from: number): string {
  const bytes = log.slice(Math.max(from, log.end - SCREEN))
  return stripEscapes(withoutKernelMessages(bytes.toString('latin1'))).replaceAll('\r', '')
}

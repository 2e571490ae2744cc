import { isDeadline, sleep, untilAborted, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { LabError } from '../../runtime/errors.ts'
import type { power } from '../../runtime/interfaces/power.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { MeterReading, PowerState, PowerSwitch } from './power-switch.ts'
import { Turns } from './turns.ts'

/** Whose power it is, and how long a switch may take. */
export interface PowerRules {
  readonly device: string
  /** Milliseconds. */
  readonly timeout: number
}

const ASK_AGAIN_MS = 50

/** The power interface of a switch: every set is verified where the switch can tell, and every wait has an end. */
export function createPower(unit: PowerSwitch, rules: PowerRules): ImplementationOf<typeof power> {
  const access = new PowerAccess(unit, rules)
  return {
    on: (_, { signal }) => access.set('on', signal),
    off: (_, { signal }) => access.set('off', signal),
    cycle: async ({ offTime }, { signal }) => {
      await access.set('off', signal)
      await sleep(offTime, { signal })
      await access.set('on', signal)
    },
    state: (_, { signal }) => access.read(signal),
    current: async (_, { signal }) => (await access.measure(signal)).current ?? access.lacks('current'),
    readings: ({ every }, { signal }) => readings(access, every, signal),
  }
}

async function* readings(access: PowerAccess, every: number, signal: AbortSignal) {
  for (;;) {
    const { voltage, current } = await access.measure(signal)
    yield {
      time: Date.now(),
      voltage: voltage ?? access.lacks('voltage'),
      current: current ?? access.lacks('current'),
    }
    await sleep(every, { signal })
  }
}

/** What a switch is asked to do, within its time. */
interface Work<T> {
  /** Ends the sentence: it did not … */
  readonly what: string
  run(limited: AbortSignal): Promise<T>
  /** The state that it told so far, if that is another one than was wanted. */
  told?(): PowerState | undefined
}

class PowerAccess {
  readonly #unit: PowerSwitch
  readonly #rules: PowerRules
  readonly #turns = new Turns()
  /** What was set last, for a switch that cannot be asked. */
  #set: PowerState | undefined

  constructor(unit: PowerSwitch, rules: PowerRules) {
    this.#unit = unit
    this.#rules = rules
  }

  async set(state: PowerState, signal: AbortSignal): Promise<void> {
    let told: PowerState | undefined
    const run = async (limited: AbortSignal) => {
      await this.#unit.set(state, limited)
      while (this.#unit.read !== undefined) {
        told = await this.#unit.read(limited)
        if (told === state) break
        await sleep(ASK_AGAIN_MS, { signal: limited })
      }
    }
    await this.#within(signal, { what: `switch ${state}`, run, told: () => told })
    this.#set = state
  }

  async read(signal: AbortSignal): Promise<PowerState> {
    const { read } = this.#unit
    if (read !== undefined)
      return this.#within(signal, {
        what: 'tell its state',
        run: (limited) => read.call(this.#unit, limited),
      })
    if (this.#set !== undefined) return this.#set
    const message = `${this.#name} cannot tell whether it is on, and was not switched yet.`
    throw new LabError('power-unknown', message, {
      device: this.#rules.device,
      hint: 'Switch it on or off first.',
    })
  }

  async measure(signal: AbortSignal): Promise<MeterReading> {
    const { measure } = this.#unit
    if (measure === undefined) return {}
    return this.#within(signal, { what: 'measure', run: (limited) => measure.call(this.#unit, limited) })
  }

  lacks(quantity: keyof MeterReading): never {
    const message = `${this.#name} does not measure ${quantity}.`
    const hint = 'Use a switch with a meter, a bench supply, or measure with an instrument.'
    throw new LabError('no-meter', message, { device: this.#rules.device, hint })
  }

  get #name(): string {
    return `The power switch of ${this.#rules.device} (${this.#unit.name})`
  }

  #within<T>(signal: AbortSignal, { what, run, told }: Work<T>): Promise<T> {
    return this.#turns.take(signal, async () => {
      using deadline = withDeadline(this.#rules.timeout, signal, `${this.#unit.name} to ${what}`)
      try {
        return await untilAborted(run(deadline.signal), deadline.signal)
      } catch (error) {
        if (signal.aborted || !isDeadline(error)) throw error
        throw this.#late(what, told?.())
      }
    })
  }

  /** Time ran out: either the switch says the other state, or it does not say anything. */
  #late(what: string, told: PowerState | undefined): LabError {
    const { device, timeout } = this.#rules
    const time = formatDuration(timeout)
    const { exchange } = this.#unit
    if (told === undefined) {
      const message = `${this.#name} did not ${what} within ${time}.\n  ${exchange}`
      return new LabError('power-timeout', message, { device })
    }
    const message = `${this.#name} was told to ${what} and still says ${told} after ${time}.\n  ${exchange.answered}`
    const hint = 'Is it the right outlet, is it locked or tripped? Give a slow one more time with "timeout".'
    return new LabError('power-not-switched', message, { device, hint })
  }
}

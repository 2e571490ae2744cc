import { Queue } from '../../runtime/console/queue.ts'
import { sleep, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { type DeviceError, LabError } from '../../runtime/errors.ts'
import type { shell } from '../../runtime/interfaces/shell.ts'
import { cheapestPath } from './cheapest-path.ts'
import { recognise, type Senses, shown } from './recognise.ts'
import type { StatesConfig, Step, Transition } from './state-config.ts'
import { noWay, stateUnreachable, transitionFailed, unknownState } from './state-error.ts'

/** What a device's states are reached through. */
export interface StateParts extends Senses {
  readonly shell: ImplementationOf<typeof shell> | undefined
}

/** How a device is brought to a state. */
export interface Journey {
  readonly retry: boolean
  readonly timeout: number
  readonly signal: AbortSignal
}

/** Ends a journey: its own time, or whoever asked for it. */
interface Signals {
  readonly whole: AbortSignal
  readonly caller: AbortSignal
}

/** No state of the bench file is shown. */
const UNKNOWN = 'unknown'

/** Brings a device from state to state; a transition that failed is not tried again unless that is asked for. */
export class DeviceStates {
  readonly #config: StatesConfig
  readonly #parts: StateParts
  readonly #broken = new Map<Transition, DeviceError>()
  readonly #journeys = new Queue()

  constructor(config: StatesConfig, parts: StateParts) {
    this.#config = config
    this.#parts = parts
  }

  get names(): string[] {
    return Object.keys(this.#config.states)
  }

  async current(signal: AbortSignal): Promise<string> {
    return await this.#journeys.run(() => this.#recognise(signal))
  }

  async bringTo(target: string, journey: Journey): Promise<string[]> {
    const { device } = this.#parts.console
    if (!this.names.includes(target)) throw unknownState(device, target, this.names)
    return await this.#journeys.run(async () => {
      using deadline = withDeadline(journey.timeout, journey.signal, `bringing ${device} to "${target}"`)
      if (journey.retry) this.#broken.clear()
      return await this.#travel(target, { whole: deadline.signal, caller: journey.signal })
    })
  }

  async #travel(target: string, signals: Signals): Promise<string[]> {
    let state = await this.#recognise(signals.whole)
    const visited = [state]
    while (state !== target) {
      const [next] = this.#plan(state, target)
      if (next === undefined) break
      await this.#take(next, signals)
      state = next.to
      visited.push(state)
    }
    return visited
  }

  #plan(from: string, to: string): readonly Transition[] {
    const { device } = this.#parts.console
    const { transitions } = this.#config
    const whole = transitions.filter((transition) => !this.#broken.has(transition))
    const path = cheapestPath(whole, from, to)
    if (path !== undefined) return path
    if (cheapestPath(transitions, from, to) === undefined) throw noWay(device, from, to)
    throw stateUnreachable(device, to, [...this.#broken.values()])
  }

  async #take(transition: Transition, { whole, caller }: Signals): Promise<void> {
    const { console } = this.#parts
    using deadline = withDeadline(transition.within, whole, `the way to "${transition.to}"`)
    try {
      console.skipToEnd()
      const began = console.log.end
      for (const step of transition.do) await this.#do(step, deadline.signal)
      await this.#arrive(transition.to, began, deadline.signal)
    } catch (error) {
      caller.throwIfAborted()
      const failure = transitionFailed(console.device, transition, error)
      this.#broken.set(transition, failure)
      throw failure
    }
  }

  /** Waits until the console shows the state; a state without words of its own is believed. */
  async #arrive(name: string, from: number, signal: AbortSignal): Promise<void> {
    const says = this.#config.states[name]?.says
    if (says !== undefined) await shown(this.#parts.console, says, from, signal)
  }

  async #do(step: Step, signal: AbortSignal): Promise<void> {
    const { console, power, shell } = this.#parts
    const options = { signal, timeout: Number.POSITIVE_INFINITY }
    if ('waitFor' in step) await console.expect(step.waitFor, options)
    else if ('send' in step) await console.sendLine(step.send, { signal, newline: this.#config.newline })
    else if ('keys' in step) await console.send(step.keys, { signal })
    else if ('pause' in step) await sleep(step.pause, { signal })
    else if ('login' in step)
      await given(shell, 'shell').run(
        { command: 'true', as: 'text', persist: false, timeout: 30_000, ...NOWHERE },
        { signal },
      )
    else if (step.power === 'cycle') await given(power, 'power').cycle({ offTime: 1000 }, { signal })
    else await given(power, 'power')[step.power]({}, { signal })
  }

  async #recognise(signal: AbortSignal): Promise<string> {
    return (await recognise(this.#config.states, this.#parts, signal)) ?? UNKNOWN
  }
}

const NOWHERE = { cwd: undefined, env: undefined, input: undefined }

/** What a transition needs and a device may lack. */
function given<T>(ability: T | undefined, name: string): T {
  if (ability !== undefined) return ability
  throw new LabError('need-missing', `A transition needs the interface "${name}", and the device has none.`, {
    hint: `Add a driver that provides "${name}" to the bench file.`,
  })
}

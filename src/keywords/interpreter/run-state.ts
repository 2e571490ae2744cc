import type { Device } from '../../runtime/device/device.ts'
import type { LogLevel, LogThreshold } from '../catalogue/keyword-context.ts'
import { createRunningSuite, type RunningSuite } from '../catalogue/running.ts'
import type { StepPlace } from './failure.ts'

/** How a step ended, for those who write it down. */
export interface StepOutcome {
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Monotonic start, in milliseconds of `performance.now()`. */
  readonly start: number
  readonly duration: number
  readonly message?: string
}

/** Follows a run: shows steps where there is room for them, and writes everything down. */
export interface RunListener {
  /** Runs a step's body, shown as a step of the test if it is to be shown. */
  /** False when no further steps are shown, so that nobody need make titles for them. */
  readonly showsSteps: boolean
  step<T>(title: string, place: StepPlace, body: () => T | Promise<T>): T | Promise<T>
  stepEnded(title: string, place: StepPlace, depth: number, outcome: StepOutcome): void
  log(message: string, level: LogLevel): void
  /** Puts a file into the report of the test. */
  attach?(name: string, path: string, contentType: string): void
  /** Writes to the terminal; without it the process's own streams are used. */
  print?(text: string, stream: 'stdout' | 'stderr'): void
}

/** Where a run finds its devices. */
export interface DeviceSource {
  /** The device in use; throws a SuiteError if the choice is open. */
  current(): Device
  /** The device of one of the suite's boards, by its place among them. */
  board(index: number): Device
  /** Makes the device that matches a selector the one in use. */
  use(selector: string, signal: AbortSignal): Promise<Device>
  /** No device is in use any more, until one is chosen. */
  leave(): void
}

const LEVELS: readonly LogThreshold[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'NONE']

/** How many keywords may run before others get their turn, however fast they are. */
const TURN_MS = 25

/** What all steps of one run share. */
export class RunState {
  readonly listener: RunListener
  readonly devices: DeviceSource
  readonly suite: RunningSuite
  /** The least urgent messages that are kept. */
  logLevel: LogThreshold = 'INFO'
  /** Stops the time of the test until the result is disposed, as while a person is asked. */
  pauseTime: () => Disposable = () => ({ [Symbol.dispose]: () => {} })
  /** Depth of the step that runs now, for the record. */
  depth = 0
  #turnStart = performance.now()
  #countdown = 256

  constructor(listener: RunListener, devices: DeviceSource, suite: RunningSuite = createRunningSuite('')) {
    this.listener = listener
    this.devices = devices
    this.suite = suite
  }

  /** Whether messages of a level are kept. */
  keeps(level: LogLevel): boolean {
    return LEVELS.indexOf(level) >= LEVELS.indexOf(this.logLevel)
  }

  /** True about every 25 ms: then timers and arriving bytes must get a turn. */
  turnIsOver(): boolean {
    if (--this.#countdown > 0) return false
    this.#countdown = 256
    return performance.now() - this.#turnStart > TURN_MS
  }

  /** Lets everything else that waits run. */
  async giveTurn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    this.#turnStart = performance.now()
  }
}

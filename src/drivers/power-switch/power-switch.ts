import { z } from 'zod'
import { duration } from '../../runtime/units.ts'
import type { Exchange } from './exchange.ts'

export type PowerState = 'on' | 'off'

/** What a meter says, as far as it can measure. */
export interface MeterReading {
  readonly voltage?: number | undefined
  readonly current?: number | undefined
}

/** One way to switch power, as little of it as it can do: `createPower` makes the interface of it. */
export interface PowerSwitch {
  /** What it is, for messages: `outlet 2 of http://10.0.0.7`. */
  readonly name: string
  /** What it was asked last and what came. */
  readonly exchange: Exchange
  /** Switches. Returns when the switch has taken the command; it is verified by whoever calls. */
  set(state: PowerState, signal: AbortSignal): Promise<void>
  /** Asks the state; left out where nothing can tell it. */
  read?(signal: AbortSignal): Promise<PowerState>
  /** Measures; left out where there is no meter. */
  measure?(signal: AbortSignal): Promise<MeterReading>
}

/** How long a switch may take; every driver that switches power has it in its configuration. */
export const switching = {
  timeout: duration()
    .default(4000)
    .describe('How long switching may take until it is verified, and how long an answer may take.'),
}

/** An outlet of many: a number, or a name where the device has names. */
export const outlet = z.union([z.number().int().nonnegative(), z.string().min(1)]).transform(String)

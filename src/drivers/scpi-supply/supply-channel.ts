import type { CallContext } from '../../runtime/driver.ts'
import { DeviceError, LabError } from '../../runtime/errors.ts'
import type { ScpiClient } from '../scpi/scpi-client.ts'
import type { SupplyCommands } from './supply-commands.ts'

/** Why a supply switched its output off. */
export type Trip = 'no' | 'over-voltage' | 'over-current'

const CAUSES = { 'over-voltage': 'overVoltage', 'over-current': 'overCurrent' } as const
/** Supplies round to their own steps: 10 mV or 10 mA, or half a percent. */
const STEP = 0.01001
const SHARE = 0.005

/** One output of a supply: sets, reads back, measures. */
export class SupplyChannel {
  readonly name: string
  readonly #client: ScpiClient
  readonly #commands: SupplyCommands
  readonly #channel: number | undefined

  constructor(client: ScpiClient, commands: SupplyCommands, channel: number | undefined) {
    this.#client = client
    this.#commands = commands
    this.#channel = channel
    this.name = channel === undefined ? client.name : `channel ${channel} of ${client.name}`
  }

  async setVoltage(volts: number, context: CallContext): Promise<void> {
    await this.#command(this.#commands.setVoltage, context, volts)
    this.#compare('V', volts, await this.voltage(context))
  }

  async setLimit(amperes: number, context: CallContext): Promise<void> {
    await this.#command(this.#commands.setLimit, context, amperes)
    this.#compare('A', amperes, await this.limit(context))
  }

  voltage(context: CallContext): Promise<number> {
    return this.#number(this.#commands.voltage, context)
  }

  limit(context: CallContext): Promise<number> {
    return this.#number(this.#commands.limit, context)
  }

  measureVoltage(context: CallContext): Promise<number> {
    return this.#number(this.#commands.measureVoltage, context)
  }

  measureCurrent(context: CallContext): Promise<number> {
    return this.#number(this.#commands.measureCurrent, context)
  }

  /** Switches the output. A supply that trips at once fails with what it tripped for. */
  async switch(state: 'on' | 'off', context: CallContext): Promise<void> {
    await this.#command(this.#commands[state], context)
    if (state === 'off') return
    const cause = await this.tripped(context)
    if (cause === 'no') return
    const message = `The supply (${this.name}) has tripped: ${cause.replace('-', ' ')}.`
    const hint = 'Look for a short circuit, or protect it at a higher level; then clear the trip.'
    throw new DeviceError('supply-tripped', message, { hint })
  }

  async output(context: CallContext): Promise<'on' | 'off'> {
    return isYes(await this.#query(this.#commands.output, context)) ? 'on' : 'off'
  }

  async protect(cause: Exclude<Trip, 'no'>, level: number, context: CallContext): Promise<void> {
    const { set } = this.#protection(cause)
    for (const command of set) await this.#command(command, context, level)
  }

  async tripped(context: CallContext): Promise<Trip> {
    for (const [cause, key] of Object.entries(CAUSES) as [
      keyof typeof CAUSES,
      (typeof CAUSES)[keyof typeof CAUSES],
    ][]) {
      const protection = this.#commands[key]
      if (protection !== undefined && isYes(await this.#query(protection.tripped, context))) return cause
    }
    return 'no'
  }

  async clearTrip(context: CallContext): Promise<void> {
    for (const key of Object.values(CAUSES))
      for (const command of this.#commands[key]?.clear ?? []) await this.#command(command, context)
  }

  #protection(cause: keyof typeof CAUSES) {
    const known = this.#commands[CAUSES[cause]]
    if (known !== undefined) return known
    const hint = 'Describe how with "commands" in the bench file, if it can.'
    throw new LabError('supply-cannot', `It is not known how the supply (${this.name}) trips by ${cause}.`, {
      hint,
    })
  }

  #compare(unit: string, wanted: number, got: number): void {
    if (Math.abs(wanted - got) <= Math.max(STEP, Math.abs(wanted) * SHARE)) return
    const message = `The supply (${this.name}) was set to ${wanted} ${unit}, and says that it is set to ${got} ${unit}.`
    throw new LabError('supply-not-set', message, { hint: 'Is that within its range?' })
  }

  #command(command: string, context: CallContext, value?: number): Promise<void> {
    return this.#client.command(this.#filled(command, value), context)
  }

  #query(command: string, context: CallContext): Promise<string> {
    return this.#client.query(this.#filled(command), context)
  }

  #number(command: string, context: CallContext): Promise<number> {
    return this.#client.queryNumber(this.#filled(command), context)
  }

  /** The channel is chosen in the same message, so that nobody can choose another one in between. */
  #filled(command: string, value?: number): string {
    const select = this.#channel === undefined ? undefined : this.#commands.select
    const whole = select === undefined ? command : `${select};${command.replace(/^(?=[^:*])/, ':')}`
    return whole
      .replaceAll('{channel}', String(this.#channel ?? 1))
      .replace('{value}', String(Number((value ?? 0).toFixed(6))))
  }
}

function isYes(answer: string): boolean {
  return /^\+?(1|ON|YES)$/i.test(answer.trim())
}

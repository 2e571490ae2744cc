import type { BenchDevice, BenchDriver } from '../bench/bench-file.ts'
import type { ByteChannel, NeededAbilities } from '../driver.ts'
import { LabError, messageOf } from '../errors.ts'
import type { Member } from '../interface.ts'
import { type Ability, abilitiesOf } from './abilities.ts'
import { DeviceStream } from './device-stream.ts'
import { inOrderOfNeed, providerOf } from './driver-needs.ts'

/** A member that was looked up: its definition and the function or channel that implements it. */
export interface FoundMember {
  readonly member: Member
  readonly implementation: unknown
}

interface RunningDriver extends AsyncDisposable {
  readonly [name: string]: unknown
}

const POWER_OFF_MS = 5000

/** The drivers of one device, open. */
export class OpenDevice implements AsyncDisposable {
  readonly name: string
  readonly streams = new Map<string, DeviceStream>()
  readonly #abilities = new Map<string, Ability>()
  readonly #drivers = new Map<string, RunningDriver>()
  readonly #device: BenchDevice
  #closing: Promise<void> | undefined

  private constructor(device: BenchDevice) {
    this.name = device.name
    this.#device = device
    for (const ability of abilitiesOf(device)) this.#abilities.set(ability.name, ability)
  }

  /** Opens the drivers of a device, each after those it needs; on failure closes what was open. */
  static async open(device: BenchDevice, directory: string, signal: AbortSignal): Promise<OpenDevice> {
    const open = new OpenDevice(device)
    try {
      for (const driver of inOrderOfNeed(device)) await open.#openDriver(driver, directory, signal)
      return open
    } catch (error) {
      // Why it could not be opened matters more than what else fails now.
      await open[Symbol.asyncDispose]().catch(() => {})
      throw error
    }
  }

  /** Looks a member up; undefined if the device has none of that name. */
  member(ability: string, name: string): FoundMember | undefined {
    const found = this.#abilities.get(ability)
    const member = found?.definition.members[name]
    if (found === undefined || member === undefined) return undefined
    const implementation = this.#implementation(found) as Readonly<Record<string, unknown>> | undefined
    return { member, implementation: implementation?.[name] }
  }

  /** Names of the members of a kind that an interface has; none if the device does not offer it. */
  membersOf(ability: string, kind: Member['kind']): string[] {
    const members = Object.entries(this.#abilities.get(ability)?.definition.members ?? {})
    return members.filter(([, member]) => member.kind === kind).map(([name]) => name)
  }

  /** Cuts the power and closes the drivers, the last opened first; goes on after a failure and throws the first. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    await this.#closing
  }

  async #close(): Promise<void> {
    const failures: unknown[] = []
    const attempt = async (work: () => unknown) => {
      try {
        await work()
      } catch (error) {
        failures.push(error)
      }
    }
    for (const ability of this.#abilities.values())
      if (ability.interface === 'power' && this.#device.keepPower !== true)
        await attempt(() => this.#powerOff(ability))
    for (const driver of [...this.#drivers.values()].reverse())
      await attempt(() => driver[Symbol.asyncDispose]())
    if (failures.length === 0) return
    const rest = failures.slice(1).map((failure) => `\n  also: ${messageOf(failure)}`)
    const message = `Closing ${this.name} failed: ${messageOf(failures[0])}${rest.join('')}`
    throw new LabError('close-failed', message, { cause: failures[0], device: this.name })
  }

  async #powerOff({ name }: Ability): Promise<void> {
    const off = this.member(name, 'off')?.implementation
    if (typeof off === 'function') await off({}, { signal: AbortSignal.timeout(POWER_OFF_MS) })
  }

  async #openDriver(known: BenchDriver, directory: string, signal: AbortSignal): Promise<void> {
    const needs = this.#given(known, known.driver.needs) as NeededAbilities
    const uses = this.#given(known, known.driver.uses ?? [])
    const context = { device: this.name, directory, needs, uses, signal }
    this.#drivers.set(known.name, (await known.driver.open(known.config, context)) as RunningDriver)
    for (const ability of this.#abilities.values()) if (ability.driver === known.name) this.#listen(ability)
  }

  /** What other drivers give to one, by interface; what no other has is left out. */
  #given(driver: BenchDriver, interfaces: readonly string[]): Partial<NeededAbilities> {
    const given = interfaces.flatMap((name): [string, unknown][] => {
      const provider = providerOf(this.#device, driver, name)
      const ability = [...this.#abilities.values()].find(
        (one) => one.driver === provider?.name && one.interface === name,
      )
      return ability === undefined ? [] : [[name, this.#shared(ability)]]
    })
    return Object.fromEntries(given)
  }

  /** A console has one reader, who is always on: who needs it gets a cursor of its own in what that one heard. */
  #shared(ability: Ability): unknown {
    const stream = ability.interface === 'console' ? this.streams.get(`${ability.name}.stream`) : undefined
    return stream === undefined ? this.#implementation(ability) : stream.console(this.name)
  }

  #implementation(ability: Ability): unknown {
    return this.#drivers.get(ability.driver)?.[ability.interface]
  }

  /** Starts the one reader of each byte stream that is always on. */
  #listen(ability: Ability): void {
    for (const [name, member] of Object.entries(ability.definition.members)) {
      if (member.kind !== 'bytes') continue
      const channel = (this.#implementation(ability) as Record<string, ByteChannel>)[name]
      if (channel !== undefined) this.streams.set(`${ability.name}.${name}`, new DeviceStream(channel))
    }
  }
}

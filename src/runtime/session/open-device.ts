import type { BenchDevice, BenchDriver } from '../bench/bench-file.ts'
import type { ByteChannel } from '../driver.ts'
import { LabError, messageOf } from '../errors.ts'
import type { Member } from '../interface.ts'
import { type Ability, abilitiesOf } from './abilities.ts'
import { DeviceStream } from './device-stream.ts'

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
  readonly #keepsPower: boolean
  #closing: Promise<void> | undefined

  private constructor(device: BenchDevice) {
    this.name = device.name
    this.#keepsPower = device.keepPower ?? false
    for (const ability of abilitiesOf(device)) this.#abilities.set(ability.name, ability)
  }

  /** Opens the drivers of a device, each after those it needs; on failure closes what was open. */
  static async open(device: BenchDevice, directory: string, signal: AbortSignal): Promise<OpenDevice> {
    const open = new OpenDevice(device)
    try {
      for (const driver of inOrderOfNeed(device)) await open.#openDriver(driver, directory, signal)
      open.#listen()
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
      if (ability.interface === 'power' && !this.#keepsPower) await attempt(() => this.#powerOff(ability))
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

  async #openDriver(
    { name, driver, config }: BenchDriver,
    directory: string,
    signal: AbortSignal,
  ): Promise<void> {
    const needs = Object.fromEntries(driver.needs.map((need) => [need, this.#needed(need, name)]))
    const running = await driver.open(config, { device: this.name, directory, needs, signal })
    this.#drivers.set(name, running as RunningDriver)
  }

  #needed(need: string, by: string): unknown {
    const ability = [...this.#abilities.values()].find(
      (candidate) => candidate.interface === need && candidate.driver !== by,
    )
    return ability === undefined ? undefined : this.#implementation(ability)
  }

  #implementation(ability: Ability): unknown {
    return this.#drivers.get(ability.driver)?.[ability.interface]
  }

  /** Starts the one reader of each byte stream that is always on. */
  #listen(): void {
    for (const ability of this.#abilities.values())
      for (const [name, member] of Object.entries(ability.definition.members)) {
        if (member.kind !== 'bytes') continue
        const channel = (this.#implementation(ability) as Record<string, ByteChannel>)[name]
        if (channel !== undefined) this.streams.set(`${ability.name}.${name}`, new DeviceStream(channel))
      }
  }
}

/** The drivers so that each stands after those whose interfaces it needs; a LabError names what is missing. */
function inOrderOfNeed(device: BenchDevice): BenchDriver[] {
  const ordered: BenchDriver[] = []
  const visit = (driver: BenchDriver, path: readonly BenchDriver[]): void => {
    if (ordered.includes(driver)) return
    if (path.includes(driver)) throw needsInCircle(device, [...path, driver])
    for (const need of driver.driver.needs) visit(providerOf(device, driver, need), [...path, driver])
    ordered.push(driver)
  }
  for (const driver of device.drivers) visit(driver, [])
  return ordered
}

function providerOf(device: BenchDevice, driver: BenchDriver, need: string): BenchDriver {
  const provider = device.drivers.find(
    (other) => other !== driver && other.driver.provides.some((definition) => definition.name === need),
  )
  if (provider !== undefined) return provider
  const message = `The driver "${driver.name}" of ${device.name} needs the interface "${need}", and no other driver of the device provides it.`
  throw new LabError('need-missing', message, {
    device: device.name,
    hint: `Add a driver that provides "${need}" to the bench file.`,
  })
}

function needsInCircle(device: BenchDevice, path: readonly BenchDriver[]): LabError {
  const names = path.map((driver) => driver.name).join(' → ')
  return new LabError(
    'needs-in-circle',
    `The drivers of ${device.name} need each other in a circle: ${names}.`,
    { device: device.name },
  )
}

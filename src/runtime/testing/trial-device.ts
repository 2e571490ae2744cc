import { BenchClient } from '../device/bench-client.ts'
import type { Device } from '../device/device.ts'
import type { AnyDriver } from '../driver.ts'
import type { Interface } from '../interface.ts'
import { builtInInterfaces } from '../interfaces/built-in.ts'
import { BenchSession } from '../session/bench-session.ts'

/** A driver of a device under trial: its configuration goes through the driver's own schema. */
export interface TrialDriver {
  readonly driver: AnyDriver
  readonly config?: unknown
  readonly needs?: Readonly<Record<string, string>>
}

/** A device that a test opened, with its session. */
export interface TrialDevice extends AsyncDisposable {
  readonly device: Device
  readonly session: BenchSession
}

/**
 * Opens a device as a bench does, its drivers by their names in the bench file, and gives what tests see of it. Relative
 * paths start in `directory`.
 */
export async function openTrialDevice(
  drivers: Readonly<Record<string, TrialDriver>>,
  directory = '/bench',
): Promise<TrialDevice> {
  const list = Object.entries(drivers).map(([name, { driver, config = {}, needs }]) => ({
    ...{ name, driver, config: driver.config.parse(config) },
    ...(needs === undefined ? {} : { needs }),
  }))
  const device = { name: 'board', type: undefined, role: 'dut' as const, labels: {}, drivers: list }
  const session = new BenchSession({ file: `${directory}/bench.yaml`, devices: [device], secrets: [] })
  const client = new BenchClient(session.connect(), interfacesOf(list.map((one) => one.driver)))
  const close = async () => {
    await client[Symbol.asyncDispose]()
    await session[Symbol.asyncDispose]()
  }
  try {
    const [held] = await client.hold({ key: 'trial', wanted: [{ name: 'board' }] })
    return { device: held as Device, session, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

function interfacesOf(drivers: readonly AnyDriver[]): ReadonlyMap<string, Interface> {
  const all = [...builtInInterfaces, ...drivers.flatMap((driver) => driver.provides)]
  return new Map(all.map((one) => [one.name, one]))
}

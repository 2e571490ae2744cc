import type { Bench } from '../bench/bench-file.ts'
import type { AnyDriver } from '../driver.ts'

/** A bench of drivers that a test defines: devices by name, each with its drivers, named after their types. */
export function trialBench(devices: Readonly<Record<string, readonly AnyDriver[]>>): Bench {
  const list = Object.entries(devices).map(([name, drivers]) => ({
    ...{ name, type: undefined, role: 'dut' as const, labels: { kind: 'trial' } },
    drivers: drivers.map((driver) => ({ name: driver.type, driver, config: {} })),
  }))
  return { file: '/bench/bench.yaml', devices: list, secrets: [] }
}

import type { BenchDevice, BenchDriver } from '../bench/bench-file.ts'
import { LabError } from '../errors.ts'

/** The drivers so that each stands after those whose interfaces it needs or uses; a LabError names what is missing. */
export function inOrderOfNeed(device: BenchDevice): BenchDriver[] {
  const ordered: BenchDriver[] = []
  const visit = (driver: BenchDriver, path: readonly BenchDriver[]): void => {
    if (ordered.includes(driver)) return
    if (path.includes(driver)) throw needsInCircle(device, [...path, driver])
    for (const need of driver.driver.needs)
      visit(providerOf(device, driver, need) ?? missing(device, driver, need), [...path, driver])
    for (const use of driver.driver.uses ?? []) {
      const provider = providerOf(device, driver, use)
      if (provider !== undefined && !path.includes(provider)) visit(provider, [...path, driver])
    }
    ordered.push(driver)
  }
  for (const driver of device.drivers) visit(driver, [])
  return ordered
}

/** The driver that gives an interface to another one: the one that its `needs` in the bench file names, or the first. */
export function providerOf(
  device: BenchDevice,
  driver: BenchDriver,
  interfaceName: string,
): BenchDriver | undefined {
  const chosen = driver.needs?.[interfaceName]
  return device.drivers.find(
    (other) =>
      other !== driver &&
      (chosen === undefined || other.name === chosen) &&
      other.driver.provides.some((definition) => definition.name === interfaceName),
  )
}

function missing(device: BenchDevice, driver: BenchDriver, need: string): never {
  const chosen = driver.needs?.[need]
  const whose =
    chosen === undefined ? 'no other driver of the device provides it' : `"${chosen}" provides none`
  const message = `The driver "${driver.name}" of ${device.name} needs the interface "${need}", and ${whose}.`
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

import type { DescribedInterfaces } from '../../keywords/libraries/described.ts'
import { pluginsOfBenchFile } from '../../runtime/bench/bench-file.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { describeInterface } from '../../runtime/session/describe-interfaces.ts'
import { announcedInterfaces } from '../config/environment.ts'

/** Those of a bench's interfaces that do not come with the package. */
export function thirdPartyInterfaces(interfaces: DescribedInterfaces): DescribedInterfaces {
  const known = new Set<string>(builtInInterfaces.map(({ name }) => name))
  return Object.fromEntries(Object.entries(interfaces).filter(([name]) => !known.has(name)))
}

/** The interfaces of third parties that suites can use: those of the run's exporter, or of the bench file's plugins. */
export function interfacesOfRun(benchFile: string): DescribedInterfaces {
  const announced = announcedInterfaces()
  if (announced !== undefined) return announced
  const plugins = pluginsOfBenchFile(benchFile)
  const provided = plugins.flatMap(({ interfaces = [], drivers = [] }) => [
    ...interfaces,
    ...drivers.flatMap((driver) => driver.provides),
  ])
  return thirdPartyInterfaces(Object.fromEntries(provided.map((one) => [one.name, describeInterface(one)])))
}

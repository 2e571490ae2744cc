import { DEVICE_TYPE_FILES, DRIVER_FILES } from './driver-files.ts'
import type { AnyDriver } from './runtime/driver.ts'
import { builtInInterfaces } from './runtime/interfaces/built-in.ts'
import { requireOwnModule } from './runtime/load-module.ts'
import { ownFile } from './runtime/own-file.ts'
import { createRegistry, type DeviceType, type Parts, type Registry } from './runtime/plugin.ts'

/** Everything that comes with the package: its interfaces, and drivers and device types that load when asked for. */
export function builtInRegistry(): Registry {
  const { interfaces } = createRegistry({ interfaces: builtInInterfaces, drivers: [], deviceTypes: [] })
  return {
    interfaces,
    drivers: loadedParts<AnyDriver>(DRIVER_FILES, 'open'),
    deviceTypes: loadedParts<DeviceType>(DEVICE_TYPE_FILES, 'drivers'),
  }
}

/** Parts that are loaded from their files; `method` tells a driver from a device type of the same name. */
function loadedParts<T extends { readonly type: string }>(
  files: Readonly<Record<string, string>>,
  method: keyof T & string,
): Parts<T> {
  const isPart = (value: unknown): value is T =>
    typeof value === 'object' && value !== null && 'type' in value && method in value
  return {
    names: Object.keys(files),
    get: (name) => {
      const file = Object.hasOwn(files, name) ? files[name] : undefined
      if (file === undefined) return undefined
      const exported = Object.values(requireOwnModule(ownFile(`src/${file}`)) as object).flat()
      return exported.filter(isPart).find(({ type }) => type === name)
    },
  }
}

import type { z } from 'zod'
import type { AnyDriver } from './driver.ts'
import type { Interface } from './interface.ts'

/** A named recipe: which drivers a device has. */
export interface DeviceType<Config extends z.ZodType = z.ZodType> {
  readonly type: string
  readonly doc: string
  /** Schema of the device's own keys in the bench file, beside `type`, `labels` and `drivers`. */
  readonly config: Config
  /** The drivers, by name, as they would stand in the bench file. */
  drivers(config: z.output<Config>): Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Defines a device type. */
export function defineDeviceType<Config extends z.ZodType>(
  definition: DeviceType<Config>,
): DeviceType<Config> {
  return Object.freeze(definition)
}

/** What a package adds: interfaces, drivers and device types. A bench file names it under `plugins`. */
export interface Plugin {
  readonly name: string
  readonly interfaces?: readonly Interface[]
  readonly drivers?: readonly AnyDriver[]
  readonly deviceTypes?: readonly DeviceType[]
}

/** Defines a plugin; a module exports it as its default. */
export function definePlugin(definition: Plugin): Plugin {
  return Object.freeze(definition)
}

/** A registry with what plugins add; what was there before cannot be replaced. */
export function withPlugins(registry: Registry, plugins: readonly Plugin[]): Registry {
  return createRegistry({
    interfaces: [...plugins.flatMap((plugin) => plugin.interfaces ?? []), ...registry.interfaces.values()],
    drivers: [...plugins.flatMap((plugin) => plugin.drivers ?? []), ...registry.drivers.values()],
    deviceTypes: [...plugins.flatMap((plugin) => plugin.deviceTypes ?? []), ...registry.deviceTypes.values()],
  })
}

/** Everything that is known by name when a bench is read: looked up, never extended behind one's back. */
export interface Registry {
  readonly interfaces: ReadonlyMap<string, Interface>
  readonly drivers: ReadonlyMap<string, AnyDriver>
  readonly deviceTypes: ReadonlyMap<string, DeviceType>
}

/** What a registry is made from. */
export interface RegistryParts {
  readonly interfaces: readonly Interface[]
  readonly drivers: readonly AnyDriver[]
  readonly deviceTypes: readonly DeviceType[]
}

/** Makes a registry; of two parts with one name the later one counts. */
export function createRegistry(parts: RegistryParts): Registry {
  return {
    interfaces: new Map(parts.interfaces.map((part) => [part.name, part])),
    drivers: new Map(parts.drivers.map((part) => [part.type, part])),
    deviceTypes: new Map(parts.deviceTypes.map((part) => [part.type, part])),
  }
}

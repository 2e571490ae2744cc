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

/** Things that are known by name, and made or loaded when they are asked for. */
export interface Parts<T> {
  readonly names: readonly string[]
  get(name: string): T | undefined
}

/** Everything that is known by name when a bench is read: looked up, never extended behind one's back. */
export interface Registry {
  readonly interfaces: Parts<Interface>
  readonly drivers: Parts<AnyDriver>
  readonly deviceTypes: Parts<DeviceType>
}

/** What a registry is made from. */
export interface RegistryParts {
  readonly interfaces: readonly Interface[]
  readonly drivers: readonly AnyDriver[]
  readonly deviceTypes: readonly DeviceType[]
}

/** Makes a registry; of two parts with one name the later one counts. */
export function createRegistry({ interfaces, drivers, deviceTypes }: RegistryParts): Registry {
  return {
    interfaces: partsOf(interfaces.map((part) => [part.name, part])),
    drivers: partsOf(drivers.map((part) => [part.type, part])),
    deviceTypes: partsOf(deviceTypes.map((part) => [part.type, part])),
  }
}

/** A registry with what plugins add; what was there before cannot be replaced. */
export function withPlugins(registry: Registry, plugins: readonly Plugin[]): Registry {
  const added = createRegistry({
    interfaces: plugins.flatMap((plugin) => plugin.interfaces ?? []),
    drivers: plugins.flatMap((plugin) => plugin.drivers ?? []),
    deviceTypes: plugins.flatMap((plugin) => plugin.deviceTypes ?? []),
  })
  return {
    interfaces: together(registry.interfaces, added.interfaces),
    drivers: together(registry.drivers, added.drivers),
    deviceTypes: together(registry.deviceTypes, added.deviceTypes),
  }
}

function partsOf<T>(entries: readonly (readonly [string, T])[]): Parts<T> {
  const parts = new Map(entries)
  return { names: [...parts.keys()], get: (name) => parts.get(name) }
}

function together<T>(first: Parts<T>, second: Parts<T>): Parts<T> {
  return {
    names: [...new Set([...first.names, ...second.names])],
    get: (name) => first.get(name) ?? second.get(name),
  }
}

import { resolve } from 'node:path'
import { messageOf } from '../errors.ts'
import { requireModule, resolveModule } from '../load-module.ts'
import type { Plugin } from '../plugin.ts'

/** A plugin of a bench file, or why it cannot be used. */
export type PluginReading = { readonly plugin: Plugin } | { readonly message: string; readonly hint?: string }

/** Loads the plugin that a bench file names: a package, or a module by its path from the file. */
export function readPlugin(benchFile: string, name: string): PluginReading {
  const path = resolveModule(resolve(benchFile), name)
  if (path === undefined)
    return {
      message: `The plugin "${name}" is not there.`,
      hint: /^[./]/.test(name)
        ? 'The path starts at the folder of this file.'
        : `Install it: npm install ${name}`,
    }
  try {
    const loaded = requireModule(path) as { readonly default?: unknown }
    const plugin = loaded.default ?? loaded
    if (isPlugin(plugin)) return { plugin }
  } catch (error) {
    return { message: `The plugin "${name}" cannot be loaded: ${messageOf(error)}.` }
  }
  return {
    message: `The module "${name}" is no plugin.`,
    hint: "It needs a default export: export default definePlugin({ name, drivers: […] }), from 'hilwright/driver'.",
  }
}

function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null || !('name' in value)) return false
  const { interfaces = [], drivers = [], deviceTypes = [] } = value as Partial<Plugin>
  return typeof value.name === 'string' && [interfaces, drivers, deviceTypes].every(Array.isArray)
}

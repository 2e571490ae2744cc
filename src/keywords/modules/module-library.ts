import { basename, extname } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import type { Library } from '../catalogue/keyword.ts'
import { ClassLibrary, type Constructor, isClass, type ModuleLibrary } from './class-library.ts'
import { type AnyFunction, keywordOf } from './function-keyword.ts'
import { loadModule } from './load-module.ts'
import { type ModuleDescription, readModule } from './read-module.ts'
import { renamed } from './renamed.ts'

/** Loads a module and reads what it offers; messages name it as shown. Throws a SuiteError if it fails or offers nothing. */
export function readModuleLibrary(path: string, shown: string): ModuleLibrary {
  const loaded = loadModule(path, shown)
  const ready = [loaded, defaultOf(loaded)].find(isLibrary)
  if (ready !== undefined) return { arguments: [], create: (name) => renamed(ready, name) }
  const source = readModule(path)
  const type = classIn(loaded, path)
  if (type !== undefined) return new ClassLibrary(type, source)
  const library = functionLibrary(loaded, source)
  if (library.keywords.length > 0) return { arguments: [], create: (name) => renamed(library, name) }
  throw new SuiteError('library-empty', `The library '${shown}' has no keywords.`, {
    hint: 'Export functions, a class, or by default what defineLibrary returns.',
  })
}

function isLibrary(value: unknown): value is Library {
  if (typeof value !== 'object' || value === null || !('keywords' in value)) return false
  return Array.isArray(value.keywords) && 'name' in value && typeof value.name === 'string'
}

function defaultOf(loaded: unknown): unknown {
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
}

/** The class that is the library: the default export, the one of the file's name, or the only one. */
function classIn(loaded: unknown, path: string): Constructor | undefined {
  const candidates = [loaded, defaultOf(loaded)].filter(isClass)
  if (candidates[0] !== undefined) return candidates[0]
  const entries = Object.entries((loaded ?? {}) as Record<string, unknown>)
  const classes = entries.filter((entry): entry is [string, Constructor] => isClass(entry[1]))
  const wanted = plain(basename(path, extname(path)))
  const found = classes.find(([name]) => plain(name) === wanted)
  const hasFunctions = entries.some(([, value]) => isFunction(value))
  return (found ?? (classes.length === 1 && !hasFunctions ? classes[0] : undefined))?.[1]
}

function plain(name: string): string {
  return name.replace(/[-_ .]/g, '').toLowerCase()
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function' && !isClass(value)
}

function functionLibrary(loaded: unknown, source: ModuleDescription): Library {
  const container = Object.keys(loaded as object).length > 0 ? loaded : defaultOf(loaded)
  const own = { ...(defaultOf(loaded) as object | undefined), ...(container as object) }
  const keywords = Object.entries(own).flatMap(([name, value]) => {
    if (name.startsWith('_') || name === 'default' || !isFunction(value)) return []
    const description = source.functions.get(name) ?? source.functions.get(value.name)
    return keywordOf({ member: name, code: value, description }, () => undefined)
  })
  return { name: '', doc: source.doc.text, keywords }
}

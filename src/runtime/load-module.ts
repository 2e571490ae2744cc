import { createRequire, Module } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Loads a module at once, where nobody can wait; throws what the module throws. TypeScript goes through jiti, which
 * works in Playwright's processes and outside of them, on every Node; JavaScript through Node itself, ES modules too.
 */
export function requireModule(path: string): unknown {
  return isTypeScript(path) ? jiti(path)(path) : createRequire(pathToFileURL(path))(path)
}

type Extensions = { readonly '.js': (module: Module, path: string) => void }

/** Node's own way to load JavaScript. Playwright puts another in its place, which translates what is no package. */
const { '.js': loadNatively } = (Module as unknown as { readonly _extensions: Extensions })._extensions

/** Loads a JavaScript module of this package at once: the same module that an import gives, also under Playwright. */
export function requireOwnModule(path: string): unknown {
  const module = new Module(path)
  module.filename = path
  loadNatively(module, path)
  return module.exports
}

/** Where the package or file of an import is found from a file; undefined if it is nowhere. */
export function resolveModule(from: string, name: string): string | undefined {
  try {
    const found = createRequire(pathToFileURL(from)).resolve(name)
    return found.startsWith('/') || /^[A-Za-z]:/.test(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** True for the path of a module in TypeScript. */
export function isTypeScript(path: string): boolean {
  return /^\.[cm]?ts$/.test(extname(path))
}

function jiti(path: string): (path: string) => unknown {
  const { createJiti } = createRequire(import.meta.url)('jiti') as typeof import('jiti')
  return createJiti(pathToFileURL(path).href, { interopDefault: false })
}

import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The repository, with its built package in dist/. */
export const REPOSITORY = resolve(import.meta.dirname, '..')

/**
 * Makes a `node_modules` folder that holds the built package as npm installs it: the files that package.json lists,
 * copied. A link would not do: Playwright translates what it finds outside of `node_modules`. The packages it needs
 * are links into the repository's own.
 */
export function installPackage(folder: string): void {
  const modules = join(folder, 'node_modules')
  mkdirSync(modules, { recursive: true })
  for (const name of readdirSync(join(REPOSITORY, 'node_modules')))
    if (name !== 'hilwright') symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name))
  const { files } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { files: string[] }
  for (const name of ['package.json', ...files.map((pattern) => pattern.replace(/\/\*.*$/, ''))])
    cpSync(join(REPOSITORY, name), join(modules, 'hilwright', name), { recursive: true })
}

import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { loadModule } from '../../keywords/modules/load-module.ts'
import type { HilwrightConfig } from './options.ts'

/** Where a configuration that is only read is put. */
const KEY = Symbol.for('hilwright.read-config')

interface Reading {
  config: HilwrightConfig | undefined
}

/** Takes the configuration if it is only being read; then nothing else may happen with it. */
export function isOnlyRead(config: HilwrightConfig): boolean {
  const reading = (globalThis as { [KEY]?: Reading })[KEY]
  if (reading !== undefined) reading.config = config
  return reading !== undefined
}

/** The nearest configuration above a folder. */
export function nearestConfig(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const names = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((end) =>
      resolve(folder, `playwright.config.${end}`),
    )
    const found = names.find((name) => existsSync(name))
    if (found !== undefined || folder === dirname(folder)) return found
  }
}

/**
 * The `resourcePath` of a configuration, for commands that run outside of Playwright. The configuration is loaded only
 * if it has one: that takes longer than most checks.
 */
export function readResourcePath(file: string): unknown {
  if (!readFileSync(file, 'utf8').includes('resourcePath')) return []
  const shared = globalThis as { [KEY]?: Reading }
  const reading: Reading = { config: undefined }
  shared[KEY] = reading
  try {
    loadModule(file, file)
    return reading.config?.resourcePath ?? []
  } finally {
    delete shared[KEY]
  }
}

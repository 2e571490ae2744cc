import { readFileSync } from 'node:fs'

/** The version of this package. */
export function packageVersion(): string {
  for (const up of ['../..', '../../..']) {
    const manifest = readManifest(new URL(`${up}/package.json`, import.meta.url))
    if (manifest?.name === 'hilwright') return manifest.version
  }
  return 'unknown'
}

function readManifest(url: URL): { readonly name: string; readonly version: string } | undefined {
  try {
    return JSON.parse(readFileSync(url, 'utf8')) as { name: string; version: string }
  } catch {
    return undefined
  }
}

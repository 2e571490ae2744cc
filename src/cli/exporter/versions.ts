import { packageVersion } from '../version.ts'

/** Versions of what serves a bench. */
export function versions(): Readonly<Record<string, string>> {
  return { hilwright: packageVersion(), node: process.versions.node }
}

import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownSources } from '../../runtime/own-file.ts'

/** The file that called into this package: the configuration's own, from V8's stack. */
export function callerFile(): string | undefined {
  const original = Error.prepareStackTrace
  try {
    Error.prepareStackTrace = (_error, frames) => frames
    const frames = new Error().stack as unknown as readonly NodeJS.CallSite[]
    const files = frames.map((frame) => toPath(frame.getFileName()))
    const own = files[0]
    const index = files.findIndex((file) => file !== undefined && file !== own && !isOurs(file))
    return files[index]
  } finally {
    Error.prepareStackTrace = original
  }
}

function toPath(name: string | null | undefined): string | undefined {
  if (name === null || name === undefined || name.startsWith('node:')) return undefined
  return name.startsWith('file:') ? fileURLToPath(name) : name
}

function isOurs(file: string): boolean {
  return file.startsWith(ownSources() + sep)
}

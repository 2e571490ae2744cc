import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Path of the firmware that comes with the package: `firmware/widget.hex` beside package.json, for sources and build alike. */
export function builtInFirmware(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder)
  return join(folder, 'firmware/widget.hex')
}

import { dirname } from 'node:path'
import type { ImportSurroundings } from '../keywords/imports/import-surroundings.ts'
import { importSurroundings } from '../playwright/config/import-settings.ts'
import { nearestConfig, readResourcePath } from '../playwright/config/read-resource-path.ts'

/** What imports depend on in the project of the current folder, for commands that run outside of Playwright. */
export function projectSurroundings(): ImportSurroundings {
  const config = nearestConfig(process.cwd())
  return config === undefined
    ? importSurroundings(process.cwd())
    : importSurroundings(dirname(config), readResourcePath(config))
}

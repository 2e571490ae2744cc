import { basename, dirname, join } from 'node:path'
import type { TestInfo } from '@playwright/test'

/**
 * Names a test's output folder after its suite: Playwright names it after the stub, which stands in a hidden folder,
 * so the results would be hidden too.
 */
export function nameOutputFolder(info: TestInfo): void {
  const name = basename(info.outputDir)
    .replace(/^\.hilwright-(outside-)?/, '')
    .replace(/\.(hil|robot)\.cjs/i, '')
  info.outputDir = join(dirname(info.outputDir), name)
}

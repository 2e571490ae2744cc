import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { ownFile, ownSources } from './own-file.ts'

test.each(['src/cli/bench-process', 'src/playwright/global-setup', 'reporters/junit'])('finds %s', (name) => {
  expect(existsSync(ownFile(name))).toBe(true)
})

test('sources stand in src', () => {
  expect(basename(ownSources())).toBe('src')
})

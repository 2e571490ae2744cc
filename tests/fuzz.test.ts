import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

test('random and mutated texts neither break nor hold up parser, formatter, binder and evaluator', async () => {
  const flags = ['--seed', '3', '--count', '4000', '--seconds', '8', '--slack', '10']
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/fuzz.mjs', ...flags], {
    cwd: ROOT,
  })
  expect(stdout).toMatch(/inputs\/s; 0 problems;/)
})

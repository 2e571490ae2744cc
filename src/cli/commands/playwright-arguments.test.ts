import { expect, test } from 'vitest'
import { splitArguments } from './playwright-arguments.ts'

test.each([
  [['suites', 'boot.hil:12'], ['suites', 'boot.hil:12'], []],
  [['--grep', 'boots', 'suites'], ['suites'], ['--grep', 'boots']],
  [['-g', 'boots', '-j', '2', 'suites'], ['suites'], ['-g', 'boots', '-j', '2']],
  [['--grep=boots', 'suites'], ['suites'], ['--grep=boots']],
  [['suites', '--ui', 'more'], ['suites', 'more'], ['--ui']],
  [['--project', 'virtual', '--list', 'a.hil'], ['a.hil'], ['--project', 'virtual', '--list']],
  [['--grep', '-x'], [], ['--grep', '-x']],
  [['--retries'], [], ['--retries']],
  [[], [], []],
])('%j', (args, filters, options) => {
  expect(splitArguments(args)).toEqual({ filters, options })
})

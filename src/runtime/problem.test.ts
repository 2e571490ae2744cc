import { expect, test } from 'vitest'
import { formatProblems, type Problem } from './problem.ts'

const problem: Problem = {
  ...{ code: 'wrong', severity: 'error', file: '/suites/boot.hil', line: 9, column: 5, endColumn: 13 },
  ...{ message: 'I do not know "Power Onn".', excerpt: '    Power Onn' },
}
const write = (...problems: readonly Problem[]) => formatProblems(problems, (file) => file.slice(1))

test('place, message, excerpt with carets, hint', () => {
  expect(write({ ...problem, hint: 'Did you mean\n  Power On?' })).toBe(
    [
      'suites/boot.hil:9:5  I do not know "Power Onn".',
      '   9 |     Power Onn',
      '     |     ^^^^^^^^',
      '  Did you mean',
      '    Power On?',
    ].join('\n'),
  )
})

test('problems are apart by an empty line; a warning says so', () => {
  const warning = { ...problem, severity: 'warning' as const, excerpt: '' }
  expect(write(warning, warning)).toBe(
    'suites/boot.hil:9:5  warning: I do not know "Power Onn".\n\nsuites/boot.hil:9:5  warning: I do not know "Power Onn".',
  )
})

test('a tab is one space wide, and carets end with the line', () => {
  expect(
    write({ ...problem, column: 2, endColumn: 99, excerpt: '\tabc' })
      .split('\n')
      .slice(1),
  ).toEqual(['   9 |  abc', '     |  ^^^'])
})

test('at least one caret, also past the end of the line', () => {
  expect(write({ ...problem, column: 4, endColumn: 4, excerpt: 'abc' }).split('\n')[2]).toBe('     |    ^')
})

test('a long line is cut around the place', () => {
  const excerpt = `${'x'.repeat(200)}HERE${'y'.repeat(200)}`
  const [, line, carets] = write({ ...problem, column: 201, endColumn: 205, excerpt }).split('\n')
  expect(line).toBe(`   9 | ${'x'.repeat(39)}HERE${'y'.repeat(67)}`)
  expect(carets).toBe(`     | ${' '.repeat(39)}^^^^`)
})

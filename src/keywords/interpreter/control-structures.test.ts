import { expect, test } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

/** Runs the steps of one test; how it ended, and what it logged. */
async function run(...steps: readonly string[]): Promise<[string, string]> {
  const text = ['*** Test Cases ***', 'One', ...steps.map((step) => `    ${step}`)].join('\n')
  const { tests, log } = await runSuiteText(text)
  const { status, message } = tests.get('One') ?? { status: 'none', message: '' }
  return [`${status} ${message}`.trim(), log.map((line) => line.replace(/^INFO /, '')).join(' ')]
}

test.each([
  ['values', 'FOR    ${x}    IN    a    b', 'a b'],
  ['a range', 'FOR    ${x}    IN RANGE    1    7    2', '1 3 5'],
  ['a range downwards', 'FOR    ${x}    IN RANGE    2    0    -1', '2 1'],
  ['nothing', 'FOR    ${x}    IN    @{EMPTY}', ''],
])('FOR goes over %s', async (_what, head, logged) => {
  expect(await run(head, '    Log    ${x}', 'END')).toEqual(['PASS', logged])
})

test('FOR takes several values at once, counts, and goes over lists side by side', async () => {
  expect(await run('FOR    ${a}    ${b}    IN    1    2    3    4', '    Log    ${a}${b}', 'END')).toEqual([
    'PASS',
    '12 34',
  ])
  expect(
    await run('FOR    ${i}    ${x}    IN ENUMERATE    a    b    start=5', '    Log    ${i}${x}', 'END'),
  ).toEqual(['PASS', '5a 6b'])
  expect(
    await run(
      '@{l} =    Create List    1    2',
      '@{m} =    Create List    a    b',
      'FOR    ${x}    ${y}    IN ZIP    ${l}    ${m}',
      '    Log    ${x}${y}',
      'END',
    ),
  ).toMatchObject(['PASS', expect.stringMatching(/1a 2b$/)])
})

test('BREAK ends a loop, CONTINUE a round', async () => {
  expect(
    await run(
      'FOR    ${x}    IN    1    2    3    4',
      '    IF    ${x} == 2    CONTINUE',
      '    IF    ${x} == 4    BREAK',
      '    Log    ${x}',
      'END',
    ),
  ).toEqual(['PASS', '1 3'])
})

test('WHILE goes on while its condition holds, up to its limit', async () => {
  expect(
    await run(
      'VAR    ${n}    ${0}',
      'WHILE    ${n} < 2',
      '    VAR    ${n}    ${n + 1}',
      'END',
      'Log    ${n}',
    ),
  ).toMatchObject(['PASS', expect.stringMatching(/2$/)])
  const [end] = await run('WHILE    True    limit=3', '    No Operation', 'END')
  expect(end).toMatch(
    /^FAIL WHILE loop was aborted because it did not finish within the limit of 3 iterations\./,
  )
})

test.each([
  ['its text', 'EXCEPT    bad luck'],
  ['a pattern', 'EXCEPT    bad*    type=glob'],
  ['an expression', 'EXCEPT    b.d l\\\\w+    type=regexp'],
  ['its beginning', 'EXCEPT    bad    type=start'],
  ['anything', 'EXCEPT'],
])('TRY catches a failure by %s', async (_what, branch) => {
  expect(await run('TRY', '    Fail    bad luck', branch, '    Log    caught', 'END')).toMatchObject([
    'PASS',
    expect.stringMatching(/caught$/),
  ])
})

test('a failure that no branch names goes on, after FINALLY', async () => {
  expect(
    await run(
      'TRY',
      '    Fail    bad luck',
      'EXCEPT    bad',
      '    Log    caught',
      'FINALLY',
      '    Log    last',
      'END',
    ),
  ).toMatchObject(['FAIL bad luck', expect.stringMatching(/last$/)])
})

test('ELSE runs when nothing failed', async () => {
  expect(await run('TRY', '    Log    a', 'EXCEPT', '    Log    b', 'ELSE', '    Log    c', 'END')).toEqual([
    'PASS',
    'a c',
  ])
})

test('IF takes the first branch that holds', async () => {
  for (const [value, logged] of [
    ['1', 'one'],
    ['2', 'two'],
    ['3', 'other'],
  ] as const)
    expect(
      await run(
        `IF    ${value} == 1`,
        '    Log    one',
        `ELSE IF    ${value} == 2`,
        '    Log    two',
        'ELSE',
        '    Log    other',
        'END',
      ),
    ).toEqual(['PASS', logged])
})

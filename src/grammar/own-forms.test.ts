import { describe, expect, it } from 'vitest'
import { parseFile } from './parse-file.ts'
import type { Step } from './tree.ts'

/** The steps of a test as short lines, two spaces for each level. */
function steps(...rows: string[]): string[] {
  const { tests, diagnostics } = parseFile(inTest(rows), 'suite')
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return (tests[0]?.body ?? []).flatMap(outline)
}

function problems(...rows: string[]): string[] {
  return parseFile(inTest(rows), 'suite').diagnostics.map(
    ({ line, column, severity, code, message, hint }) =>
      `${line}:${column} ${severity} ${code}: ${message}${hint === undefined ? '' : `\n${hint}`}`,
  )
}

function inTest(rows: readonly string[]): string {
  return ['*** Test Cases ***', 'T', ...rows.map((row) => `    ${row}`)].join('\n')
}

function outline(step: Step): string[] {
  const inner = 'body' in step ? step.body.flatMap(outline).map((row) => `  ${row}`) : []
  if (step.kind === 'call') return [[step.keyword, ...step.args].map(({ text }) => text).join(' | ')]
  if (step.kind === 'retry') {
    const { time, times, every } = step
    return [`retry for ${time?.text} times ${times?.text} every ${every?.text}`, ...inner]
  }
  return step.kind === 'if'
    ? step.branches.flatMap(({ body }) => ['if', ...body.flatMap(outline).map((row) => `  ${row}`)])
    : [step.kind, ...inner]
}

describe('RETRY and PARALLEL', () => {
  it('hold steps until their END', () => {
    expect(
      steps('RETRY    for=2 min    every=5 s', 'Log    1', 'PARALLEL', 'Log    2', 'END', 'END', 'Log    3'),
    ).toEqual([
      'retry for 2 min times undefined every 5 s',
      '  Log | 1',
      '  parallel',
      '    Log | 2',
      'Log | 3',
    ])
  })

  it('stand in other blocks and hold them', () => {
    expect(steps('IF    1', 'RETRY    times=3', 'GROUP    g', 'Log    1', 'END', 'END', 'END')).toEqual([
      'if',
      '  retry for undefined times 3 every undefined',
      '    group',
      '      Log | 1',
    ])
  })

  it('are keywords where no END belongs to them, as in Robot Framework', () => {
    expect(steps('RETRY    for=2 min', 'PARALLEL    x', 'Log    1')).toEqual([
      'RETRY | for=2 min',
      'PARALLEL | x',
      'Log | 1',
    ])
    expect(steps('IF    1', 'RETRY', 'END')).toEqual(['if', '  RETRY'])
  })

  it('are no blocks in another test than the one whose END is too many', () => {
    const text = '*** Test Cases ***\nA\n    RETRY    times=1\nB\n    RETRY    times=2\n    Log    1\n    END'
    const { tests } = parseFile(text, 'suite')
    expect(tests.map(({ body }) => body[0]?.kind)).toEqual(['call', 'retry'])
  })

  it('warns of one that has no END', () => {
    expect(problems('RETRY    times=3', 'Log    1')).toEqual([
      '3:5 warning missing-end: RETRY has no END, so it is read as the name of a keyword.\nWrite END on a row of its own after the last step of this RETRY.',
    ])
  })

  it.each([
    [
      ['RETRY', 'Log    1', 'END'],
      '3:5 error retry-without-limit: RETRY does not say how long or how often to try.\nWrite RETRY    for=2 min    every=5 s, or RETRY    times=3.',
    ],
    [
      ['RETRY    2 min', 'Log    1', 'END'],
      '3:14 error invalid-option: RETRY takes for=, times= and every=, but got "2 min".\nWrite RETRY    for=2 min    every=5 s, or RETRY    times=3.',
    ],
    [
      ['PARALLEL    fast', 'Log    1', 'END'],
      '3:5 error unexpected-argument: PARALLEL takes nothing after it, but got "fast".\nPut it on its own row.',
    ],
    [
      ['PARALLEL', 'END'],
      '3:5 error empty-block: PARALLEL has no steps.\nWrite at least one step below it, for example No Operation.',
    ],
    [
      ['FOR    ${x}    IN    1', 'PARALLEL', 'BREAK', 'END', 'END'],
      '5:5 error outside-loop: BREAK cannot leave a PARALLEL block, whose steps run at the same time.',
    ],
    [
      ['[Template]    Log', 'RETRY    times=2', '1', 'END'],
      '4:5 error block-in-template: RETRY cannot stand in a test with a template.',
    ],
  ])('reports what is wrong in %j', (rows, problem) => {
    expect(problems(...rows)).toEqual([problem])
  })

  it('reports a RETURN that would leave a PARALLEL block', () => {
    const text = '*** Keywords ***\nK\n    PARALLEL\n        RETURN    1\n    END'
    expect(parseFile(text, 'suite').diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'not-in-parallel: RETURN cannot stand in a PARALLEL block, whose steps run at the same time.',
    ])
  })

  it('nest as deep as other blocks and no deeper', () => {
    const deep = (depth: number) => [
      ...Array<string>(depth).fill('RETRY    times=1'),
      'Log    1',
      ...Array<string>(depth).fill('END'),
    ]
    expect(problems(...deep(200))).toEqual([])
    expect(problems(...deep(10_000))).toEqual([
      '203:5 error too-deep: Blocks are nested more than 200 deep here.\nMove the inner steps into a keyword of their own.',
    ])
  })
})

describe('[Examples]', () => {
  const examples = (...rows: string[]) => {
    const [test] = parseFile(inTest([...rows, 'Log    1']), 'suite').tests
    const table = test?.examples
    if (table?.kind !== 'rows') return table?.path.text
    return [table.names, ...table.rows].map((cells) => cells.map(({ text }) => text))
  }

  it('holds names and, in rows of their own, values', () => {
    expect(examples('[Examples]    rail    low', '...    3V3    3.2 V', '...    VCORE    0.85 V')).toEqual([
      ['rail', 'low'],
      ['3V3', '3.2 V'],
      ['VCORE', '0.85 V'],
    ])
  })

  it('takes names as variables too, and in a row of their own', () => {
    expect(examples('[Examples]', '...    ${rail}    high', '...    A    ${EMPTY}')).toEqual([
      ['rail', 'high'],
      ['A', '${EMPTY}'],
    ])
  })

  it('names a file', () => {
    expect(examples('[Examples]    file=rails.csv')).toBe('rails.csv')
  })

  it.each([
    [
      ['[Examples]    rail    low'],
      '3:5 error examples-empty: [Examples] has no row with values.\nWrite names after it, and values below in rows that begin with ... ; or file=examples.csv.',
    ],
    [
      ['[Examples]    rail    low', '...    3V3'],
      '4:12 error examples-row: This row of [Examples] has 1 value, but there are 2 names.\nWrite ${EMPTY} for a value that is empty; two or more spaces part values.',
    ],
    [
      ['[Examples]    rail    Rail', '...    a    b'],
      '3:27 error examples-name: The name "Rail" stands twice in the first row of [Examples].',
    ],
    [
      ['[Examples]    3.2 V', '...    3.3 V'],
      '3:19 error examples-name: The first row of [Examples] holds names of variables, but got "3.2 V".\nWrite names such as rail or limit, and the values in the rows below.',
    ],
  ])('reports what is wrong in %j', (rows, problem) => {
    expect(problems(...rows, 'Log    1')).toEqual([problem])
  })
})

it('gives a board its name', () => {
  const { settings, diagnostics } = parseFile(
    '*** Settings ***\nBoard    vendor=acme    AS    Gateway',
    'suite',
  )
  expect(diagnostics).toEqual([])
  expect(settings.map(({ name, values, alias }) => [name, values[0]?.text, alias?.text])).toEqual([
    ['Board', 'vendor=acme', 'Gateway'],
  ])
})

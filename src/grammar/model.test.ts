import { expect, it } from 'vitest'
import { toRobotModel } from './model.ts'
import { parseFile } from './parse-file.ts'

const SUITE = `*** Settings ***
Documentation    One
...              two\\n
...                  three
Library    a.py    AS    b
Metadata    Owner    lab    team
*** Variables ***
\${x} =    1
*** Tasks ***
T
    \${v} =    IF    1    Get
    TRY
        Log
    EXCEPT    a    type=GLOB    AS    \${e}
        Log
    END
    [Tags]    x
*** Keywords ***
K
    WHILE    1    limit=3
        BREAK
    END
`

it('prints a file in the schema robot-model/1', () => {
  expect(toRobotModel(parseFile(SUITE, 'suite'))).toEqual({
    kind: 'suite',
    sections: ['Setting', 'Variable', 'Task', 'Keyword'],
    languages: [],
    settings: [
      { name: 'Documentation', values: ['One\ntwo\\n    three'] },
      { name: 'Library', values: ['a.py'], alias: 'b' },
      { name: 'Metadata', values: ['Owner', 'lab    team'] },
    ],
    variables: [{ name: '${x}', values: ['1'] }],
    tests: [
      {
        name: 'T',
        task: true,
        settings: [{ name: 'Tags', values: ['x'] }],
        body: [
          {
            type: 'if',
            inline: true,
            assign: ['${v}'],
            branches: [
              { kind: 'if', condition: '1', body: [{ type: 'call', assign: [], keyword: 'Get', args: [] }] },
            ],
          },
          {
            type: 'try',
            branches: [
              { kind: 'try', body: [{ type: 'call', assign: [], keyword: 'Log', args: [] }] },
              {
                kind: 'except',
                patterns: ['a'],
                pattern_type: 'GLOB',
                as: '${e}',
                body: [{ type: 'call', assign: [], keyword: 'Log', args: [] }],
              },
            ],
          },
        ],
      },
    ],
    keywords: [
      {
        name: 'K',
        settings: [],
        body: [{ type: 'while', condition: '1', limit: '3', body: [{ type: 'break' }] }],
      },
    ],
    errors: [],
  })
})

it('adds lines when asked, and names each line with an error once', () => {
  const model = toRobotModel(
    parseFile('*** Settings ***\nNane    x\n*** Test Cases ***\nT\n    END    x', 'suite'),
    { lines: true },
  )
  expect(model.settings).toEqual([{ type: 'error', values: ['Nane'], line: 2 }])
  expect(model.tests).toEqual([
    { name: 'T', line: 4, settings: [], body: [{ type: 'error', values: ['END', 'x'], line: 5 }] },
  ])
  expect(model.errors).toEqual([2, 5])
})

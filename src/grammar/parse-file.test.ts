import { describe, expect, it } from 'vitest'
import { kindOfPath, parseFile } from './parse-file.ts'
import type { Cell, Setting, Step, Test, UserKeyword } from './tree.ts'

/** A tree as short lines: what a row means, with two spaces for each level of nesting. */
function outline(text: string, kind: 'suite' | 'init' | 'resource' = 'suite'): string[] {
  const tree = parseFile(text, kind)
  expect(tree.diagnostics).toEqual([])
  return [
    ...tree.settings.map(settingLine),
    ...tree.variables.map(({ name, values, separator }) => line(`var ${name.text}`, values, { separator })),
    ...tree.tests.flatMap((test) => block(test.task ? 'task' : 'test', test)),
    ...tree.keywords.flatMap((keyword) => block('keyword', keyword)),
  ]
}

/** The steps of one test whose body is `rows`, indented by four spaces. */
function steps(...rows: string[]): string[] {
  return outline(['*** Test Cases ***', 'T', ...rows.map((row) => `    ${row}`)].join('\n')).slice(1)
}

function block(kind: string, { name, settings, body }: Test | UserKeyword): string[] {
  return [
    `${kind} ${name.text}`,
    ...settings.map((setting) => `  ${settingLine(setting)}`),
    ...body.flatMap(step),
  ]
}

function settingLine({ name, values, alias }: Setting): string {
  return line(`[${name}]`, values, { as: alias })
}

function line(head: string, cells: readonly Cell[], options: Record<string, Cell | undefined> = {}): string {
  const given = Object.entries(options).flatMap(([name, cell]) => (cell ? [`${name}=${cell.text}`] : []))
  return [head, ...cells.map(({ text }) => `<${text}>`), ...given].join(' ')
}

function step(node: Step): string[] {
  const indent = (body: readonly Step[]) => body.flatMap(step).map((row) => `  ${row}`)
  switch (node.kind) {
    case 'call':
      return [
        `  ${line([...node.assign.map(({ text }) => `${text} =`), node.keyword.text].join(' '), node.args)}`,
      ]
    case 'template':
      return [`  ${line('arguments', node.args)}`]
    case 'var':
      return [
        `  ${line(`VAR ${node.name.text}`, node.values, { scope: node.scope, separator: node.separator })}`,
      ]
    case 'if': {
      const assign = node.assign.map(({ text }) => `${text} = `).join('')
      return node.branches.flatMap((branch) => [
        `  ${assign}${node.inline ? 'inline ' : ''}${branch.kind} ${branch.condition?.text ?? ''}`.trimEnd(),
        ...indent(branch.body),
      ])
    }
    case 'for': {
      const { start, mode, fill } = node
      const head = `for ${node.variables.map(({ text }) => text).join(',')} ${node.flavor?.text}`
      return [`  ${line(head, node.values, { start, mode, fill })}`, ...indent(node.body)]
    }
    case 'while': {
      const { limit, onLimit, onLimitMessage } = node
      return [
        `  ${line(`while ${node.condition?.text ?? ''}`, [], { limit, onLimit, onLimitMessage })}`,
        ...indent(node.body),
      ]
    }
    case 'try':
      return node.branches.flatMap(({ kind, patterns, patternType: type, as, body }) => [
        `  ${line(kind, patterns, { type, as })}`,
        ...indent(body),
      ])
    case 'group':
      return [`  group ${node.name?.text ?? ''}`, ...indent(node.body)]
    default:
      return [`  ${line(node.kind, 'values' in node ? node.values : [])}`]
  }
}

describe('a suite file', () => {
  it('parses as the seed of this project writes it', () => {
    const text = `*** Settings ***
Library    JumpstarterLibrary

*** Test Cases ***
Device Boot Test
    Connect To Exporter    selector=vendor=acme,model=widget-v2
    Power On
    \${output}=    Read Serial Until    boot complete
    Should Not Be Empty    \${output}
    Power Off
`
    expect(outline(text)).toEqual([
      '[Library] <JumpstarterLibrary>',
      'test Device Boot Test',
      '  Connect To Exporter <selector=vendor=acme,model=widget-v2>',
      '  Power On',
      '  ${output} = Read Serial Until <boot complete>',
      '  Should Not Be Empty <${output}>',
      '  Power Off',
    ])
  })

  it('gives each cell its line and its column', () => {
    const tree = parseFile('*** Test Cases ***\nT\n    Log    one\n    ...    two', 'suite')
    expect(tree.tests[0]?.body[0]).toEqual({
      kind: 'call',
      assign: [],
      keyword: { text: 'Log', line: 3, column: 5 },
      args: [
        { text: 'one', line: 3, column: 12 },
        { text: 'two', line: 4, column: 12 },
      ],
    })
  })

  it.each([
    [
      'settings',
      '*** Settings ***\nLibrary    a.py    arg    AS    b\nForce Tags    x    y',
      ['[Library] <a.py> <arg> as=b', '[Test Tags] <x> <y>'],
    ],
    ['a setting in any case', '*** settings ***\nSUITE setup    Power On', ['[Suite Setup] <Power On>']],
    ['the setting of a board', '*** Settings ***\nBoard    vendor=acme', ['[Board] <vendor=acme>']],
    [
      'variables',
      '*** Variables ***\n${a} =    1    2    separator=-\n@{b}    3\n&{c}=    k=v',
      ['var ${a} <1> <2> separator=-', 'var @{b} <3>', 'var &{c} <k=v>'],
    ],
    ['tasks', '*** Tasks ***\nDo\n    Log    1', ['task Do', '  Log <1>']],
    [
      'keywords',
      '*** Keywords ***\nDo It\n    [Arguments]    ${a}    ${b: int}=2    @{c}    &{d}\n    RETURN    ${a}',
      ['keyword Do It', '  [Arguments] <${a}> <${b: int}=2> <@{c}> <&{d}>', '  return <${a}>'],
    ],
    [
      'a step in the row of the name',
      '*** Test Cases ***\nT    Log    1\n    Log    2',
      ['test T', '  Log <1>', '  Log <2>'],
    ],
    [
      'comments, in rows and sections',
      '# one\n*** Comments ***\nfree text\n*** Test Cases ***\nT    # two\n    Log    a#b    # three\n#    four',
      ['test T', '  Log <a#b>'],
    ],
    [
      'text before the first section as a comment',
      'Anything    goes\n*** Test Cases ***\nT\n    Log',
      ['test T', '  Log'],
    ],
    [
      'sections that come several times',
      '*** Test Cases ***\nA\n    Log\n*** Settings ***\nName    N\n*** Test Cases ***\nB\n    Log',
      ['[Name] <N>', 'test A', '  Log', 'test B', '  Log'],
    ],
    [
      'another language',
      'Language: Finnish\n*** Testit ***\nA\n    [Tunnisteet]    x\n    Log',
      ['test A', '  [Tags] <x>', '  Log'],
    ],
    [
      'a language by its code',
      'language: de\n*** Testfälle ***\nA\n    [Dokumentation]    x\n    Log',
      ['test A', '  [Documentation] <x>', '  Log'],
    ],
  ])('has %s', (_title, text, expected) => {
    expect(outline(text)).toEqual(expected)
  })

  it('may begin with a byte order mark', () => {
    expect(outline('\ufeff*** Test Cases ***\nT\n    Log')).toEqual(['test T', '  Log'])
  })

  it('may repeat the settings that name things', () => {
    expect(outline('*** Settings ***\nLibrary    a\nLibrary    b')).toEqual([
      '[Library] <a>',
      '[Library] <b>',
    ])
  })

  it('has test settings only in suites', () => {
    expect(outline('*** Settings ***\nTest Tags    x', 'init')).toEqual(['[Test Tags] <x>'])
    expect(outline('*** Settings ***\nKeyword Tags    x', 'resource')).toEqual(['[Keyword Tags] <x>'])
  })
})

describe('rows', () => {
  it.each([
    ['tabs', ['Log\tone\t\ttwo'], ['  Log <one> <two>']],
    ['one space within a cell', ['Log Many    a b'], ['  Log Many <a b>']],
    ['no-break spaces', ['Log\u00a0\u00a0one'], ['  Log <one>']],
    ['continuation', ['Log', '...    one', '# between', '', '...    two'], ['  Log <one> <two>']],
    ['an empty cell for bare dots', ['Log', '...', '...    two'], ['  Log <> <two>']],
    ['carriage returns', ['Log    one\r', 'Log    two\r'], ['  Log <one>', '  Log <two>']],
    ['form feeds as line ends', ['Log    one\f    Log    two'], ['  Log <one>', '  Log <two>']],
  ])('split at %s', (_title, rows, expected) => {
    expect(steps(...rows)).toEqual(expected)
  })

  it('place the empty cell of bare dots past them', () => {
    const tree = parseFile('*** Test Cases ***\nT\n    Log\n    ...    # none', 'suite')
    expect(tree.tests[0]?.body[0]).toMatchObject({ args: [{ text: '', line: 4, column: 8 }] })
  })

  it('may stand between pipes', () => {
    const text = `| *** Test Cases *** |
| T | [Tags] | a b | c |
| | Log | | x || y |
| | FOR | \${x} | IN | 1 |
| | | Log | \${x} |
| | | ... | \\ |
| | END |`
    expect(outline(text)).toEqual([
      'test T',
      '  [Tags] <a b> <c>',
      '  Log <> <x || y>',
      '  for ${x} IN <1>',
      '    Log <${x}> <\\>',
    ])
  })
})

describe('steps', () => {
  it.each([
    ['assignments', ['${a}    @{b} =    Get', '${x}[k]=    Get'], ['  ${a} = @{b} = Get', '  ${x}[k] = Get']],
    [
      'VAR',
      ['VAR    @{x}    1    2    scope=SUITE', 'VAR    ${y}    a    separator='],
      ['  VAR @{x} <1> <2> scope=SUITE', '  VAR ${y} <a> separator='],
    ],
    [
      'IF',
      ['IF    $a', 'A', 'ELSE IF    $b', 'B', 'ELSE', 'C', 'END'],
      ['  if $a', '    A', '  else if $b', '    B', '  else', '    C'],
    ],
    [
      'an IF of one row',
      ['IF    $a    A    1    ELSE IF    $b    B    ELSE    C'],
      ['  inline if $a', '    A <1>', '  inline else if $b', '    B', '  inline else', '    C'],
    ],
    ['the shortest IF of one row', ['IF    $a    A'], ['  inline if $a', '    A']],
    [
      'a second IF in a row cut as Robot cuts it',
      ['IF    1    A    IF    b    C'],
      ['  inline if 1', '    A <IF> <b>', '    C'],
    ],
    ['an IF of one row with assignment', ['${x} =    IF    1    Get'], ['  ${x} = inline if 1', '    Get']],
    ['FOR', ['FOR    ${a}    ${b}    IN    1    2', 'Log', 'END'], ['  for ${a},${b} IN <1> <2>', '    Log']],
    [
      'FOR IN RANGE',
      ['FOR    ${i}    IN RANGE    10', 'Log', 'END'],
      ['  for ${i} IN RANGE <10>', '    Log'],
    ],
    [
      'FOR IN ENUMERATE',
      ['FOR    ${i}    IN ENUMERATE    a    start=1', 'Log', 'END'],
      ['  for ${i} IN ENUMERATE <a> start=1', '    Log'],
    ],
    [
      'FOR IN ZIP',
      ['FOR    ${i}    IN ZIP    ${a}    mode=LONGEST    fill=-', 'Log', 'END'],
      ['  for ${i} IN ZIP <${a}> mode=LONGEST fill=-', '    Log'],
    ],
    [
      'WHILE',
      ['WHILE    $x    limit=5    on_limit=PASS', 'BREAK', 'CONTINUE', 'END'],
      ['  while $x limit=5 onLimit=PASS', '    break', '    continue'],
    ],
    ['WHILE without condition', ['WHILE', 'BREAK', 'END'], ['  while ', '    break']],
    [
      'TRY',
      [
        'TRY',
        'A',
        'EXCEPT    a*    b    type=GLOB    AS    ${e}',
        'B',
        'EXCEPT',
        'C',
        'ELSE',
        'D',
        'FINALLY',
        'E',
        'END',
      ],
      [
        '  try',
        '    A',
        '  except <a*> <b> type=GLOB as=${e}',
        '    B',
        '  except',
        '    C',
        '  else',
        '    D',
        '  finally',
        '    E',
      ],
    ],
    [
      'GROUP',
      ['GROUP    Power cycle', 'A', 'GROUP', 'B', 'END', 'END'],
      ['  group Power cycle', '    A', '    group ', '      B'],
    ],
    [
      'words of blocks only in capitals and alone',
      ['Forward', 'IFX', 'Ended    END'],
      ['  Forward', '  IFX', '  Ended <END>'],
    ],
    ['brackets in a block as a call', ['GROUP', '[Tagged]', 'END'], ['  group ', '    [Tagged]']],
  ])('have %s', (_title, rows, expected) => {
    expect(steps(...rows)).toEqual(expected)
  })

  it('are arguments where the suite has a template', () => {
    const text =
      '*** Test Cases ***\nA\n    1    2\n    FOR    ${x}    IN    3\n    ${x}\n    END\nB\n    [Template]    NONE\n    Log\n*** Settings ***\nTest Template    Add'
    expect(outline(text)).toEqual([
      '[Test Template] <Add>',
      'test A',
      '  arguments <1> <2>',
      '  for ${x} IN <3>',
      '    arguments <${x}>',
      'test B',
      '  [Template] <NONE>',
      '  Log',
    ])
  })

  it('are arguments where the test has a template, wherever it stands', () => {
    expect(steps('1    2', '[Template]    Add')).toEqual(['  [Template] <Add>', '  arguments <1> <2>'])
  })
})

it.each([
  ['suites/boot.hil', 'suite'],
  ['boot.robot', 'suite'],
  ['lib/power.resource', 'resource'],
  ['C:\\suites\\POWER.RESOURCE', 'resource'],
  ['suites/__init__.hil', 'init'],
  ['suites/__init__.robot', 'init'],
  ['__init__.resource', 'resource'],
  ['my__init__.hil', 'suite'],
])('takes %s for what it is', (path, kind) => {
  expect(kindOfPath(path)).toBe(kind)
})

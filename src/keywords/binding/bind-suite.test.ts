import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkAgainstBench } from '../checking/check-bench.ts'
import { standardCatalogue } from '../libraries/standard.ts'
import { bindSuite } from './bind-suite.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-bind-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function bind(text: string, resources: Readonly<Record<string, string>> = {}) {
  for (const [name, content] of Object.entries({ 's.hil': text, ...resources })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return bindSuite(join(folder, 's.hil'), standardCatalogue())
}

/** What is wrong, each as `file:line:column-endColumn code: message`, and the hint after ` | `. */
function problems(text: string, resources: Readonly<Record<string, string>> = {}): string[] {
  return bind(text, resources).diagnostics.map(({ file, line, column, endColumn, code, message, hint }) => {
    const place = `${relative(folder, file)}:${line}:${column}-${endColumn}`
    return `${place} ${code}: ${message}${hint === undefined ? '' : ` | ${hint}`}`
  })
}

/** What is wrong with the steps of one test; its first step is line 3. */
const inTest = (...steps: readonly string[]) =>
  problems(['*** Test Cases ***', 'One', ...steps.map((step) => `    ${step}`)].join('\n'))

const NOTHING_BEFORE =
  'Nothing before this place gives it a value. If the text is meant as it is, write \\$ instead of $.'

describe('keywords', () => {
  test('a misspelt one gets its neighbours', () => {
    expect(inTest('Powr On', 'Xyzzyplugh')).toEqual([
      's.hil:3:5-12 unknown-keyword: I do not know the keyword "Powr On". | Did you mean:\n   Power On',
      's.hil:4:5-15 unknown-keyword: I do not know the keyword "Xyzzyplugh". | See all keywords with: hil keywords',
    ])
  })

  test('one whose argument follows a single space gets quotes or two spaces', () => {
    expect(inTest('Read Serial Until boot complete')).toEqual([
      's.hil:3:5-22 two-spaces-missing: I do not know the keyword "Read Serial Until boot complete". | Its argument must be in quotes or follow two spaces:\n   Read Serial Until "boot complete"',
    ])
  })

  test('case, spaces, underscores, a prefix and a library name do not matter', () => {
    expect(inTest('power_ON', 'PowerOn', 'Given power on', 'Power.Power On', 'BuiltIn.Log    a')).toEqual([])
  })

  test('one that is defined twice', () => {
    expect(problems('*** Keywords ***\nTwice\n    Log    a\ntwi ce\n    Log    b\n')).toEqual([
      's.hil:4:1-7 duplicate-keyword: The keyword "twi ce" is defined twice in this file.',
    ])
  })

  test('one with arguments in its name is found by its pattern', () => {
    const keyword = '\n*** Keywords ***\nSet ${pin:\\w+} to ${level}\n    Log    ${pin} ${level}\n'
    expect(
      problems(`*** Test Cases ***\nOne\n    Set PB5 to high\n    set P B to high${keyword}`),
    ).toMatchObject([
      expect.stringContaining('s.hil:4:5-20 unknown-keyword: I do not know the keyword "set P B to high".'),
    ])
  })
})

describe('arguments', () => {
  test('their number', () => {
    expect(inTest('Log', 'Power On    now')).toEqual([
      "s.hil:3:5-8 argument-count: Keyword 'BuiltIn.Log' expected 1 to 6 arguments, got 0. | It is written: Log    message    [level]    [html]    [console]    [repr]    [formatter]",
      expect.stringMatching(
        /^s\.hil:4:5-13 argument-count: Keyword 'Power\.Power On' expected 0 arguments, got 1\./,
      ),
    ])
  })

  test('their values, at the value', () => {
    expect(inTest('Power Cycle    offTime=soon', 'Power State Should Be    onn')).toEqual([
      's.hil:3:28-32 wrong-argument: The argument "offTime" of Power Cycle is wrong: expected a duration such as "500 ms", got "soon".',
      's.hil:4:30-33 wrong-argument: The argument "state" of Power State Should Be is wrong: expected on or off, got "onn"; did you mean "on"?',
    ])
  })

  test('a misspelt name is one problem', () => {
    expect(inTest('Power Cycle    offTme=2 s')).toEqual([
      's.hil:3:20-30 unknown-argument: Power Cycle has no argument "offTme". | Did you mean "offTime="? If the text is meant as it is, write offTme\\=',
    ])
  })

  test('a value after a named one, and a name given twice', () => {
    expect(inTest('Run Command    timeout=1 s    version', 'Read Serial Until    a    text=b')).toEqual([
      "s.hil:3:35-42 positional-after-named: Keyword 'Console.Run Command' got positional argument after named arguments. | Put arguments without a name first.",
      expect.stringMatching(
        /^s\.hil:4:\d+-\d+ argument-twice: Keyword 'Console\.Read Serial Until' got multiple values for argument 'text'\./,
      ),
    ])
  })
})

describe('variables', () => {
  test('one that nothing before gives a value', () => {
    expect(inTest('Log    ${x1}', '${x1} =    Set Variable    1', 'Log    ${x1} ${y}')).toEqual([
      expect.stringMatching(/^s\.hil:3:12-17 unknown-variable: The variable \$\{x1\} has no value here\./),
      `s.hil:5:18-22 unknown-variable: The variable \${y} has no value here. | ${NOTHING_BEFORE}`,
    ])
  })

  test('a misspelt one gets its neighbour', () => {
    expect(inTest('${voltage} =    Set Variable    1', 'Log    ${volage}')).toEqual([
      's.hil:4:12-21 unknown-variable: The variable ${volage} has no value here. | Did you mean ${voltage}?',
    ])
  })

  test('built-in ones, numbers, attributes, expressions and the environment are known', () => {
    expect(
      inTest(
        'Log    ${SPACE}${TEST NAME}${CURDIR}${1}${0x1F}${{ 1 + 1 }}%{HOME}',
        '${x} =    Set Variable    a',
        'Log    ${x.attr} ${x}[0] ${X}',
      ),
    ).toEqual([])
  })

  test('what Set Test Variable sets anywhere is known, a keyword’s own arguments only in it', () => {
    expect(
      problems(
        '*** Test Cases ***\nOne\n    Use\n    Log    ${later}\n    Log    ${arg}\n*** Keywords ***\nUse\n    [Arguments]    ${arg}=1\n    Set Test Variable    ${later}    ${arg}\n',
      ),
    ).toEqual([`s.hil:5:12-18 unknown-variable: The variable \${arg} has no value here. | ${NOTHING_BEFORE}`])
  })

  test('in the variables section', () => {
    expect(problems('*** Variables ***\n${A}    ${B}\n${B}    ${nowhere}\n')).toEqual([
      `s.hil:3:9-19 unknown-variable: The variable \${nowhere} has no value here. | ${NOTHING_BEFORE}`,
    ])
  })
})

describe('imports', () => {
  test('what does not exist', () => {
    expect(
      problems(
        '*** Settings ***\nResource    none.resource\nLibrary    Powr\nVariables    x.py\nLibrary    JumpstarterLibrary\n',
      ),
    ).toEqual([
      `s.hil:2:13-26 import-missing: Resource file 'none.resource' does not exist. | Paths start at the folder of this file, ${folder}`,
      's.hil:3:12-16 unknown-library: I do not know the library "Powr". | Did you mean "Power"?',
      "s.hil:4:14-18 variable-file-unsupported: Variable file 'x.py' is Python, which is not run here. | Write the variables into a .yaml or .json file, or into the Variables section of a resource file.",
    ])
  })

  test('a circle is told where it closes', () => {
    const importing = (name: string) => `*** Settings ***\nResource    ${name}\n`
    expect(
      problems(importing('a.resource'), {
        'a.resource': importing('sub/b.resource'),
        'sub/b.resource': importing('../a.resource'),
      }),
    ).toEqual([
      'sub/b.resource:2:13-26 cyclic-import: The resource files import each other in a circle: a.resource → b.resource → a.resource. | Move what both need into a third resource file.',
    ])
  })

  test('keywords and variables of a resource file, also through another, are known; its mistakes are told', () => {
    expect(
      problems(
        '*** Settings ***\nResource    ${CURDIR}/a\n*** Test Cases ***\nOne\n    From B    ${B}\n    b.From B    1\n',
        {
          'a.resource': '*** Settings ***\nResource    b.resource\n*** Keywords ***\nFrom A\n    Logg    1\n',
          'b.resource':
            '*** Variables ***\n${B}    1\n*** Keywords ***\nFrom B\n    [Arguments]    ${x}\n    Log    ${x}\n',
        },
      ),
    ).toEqual(['a.resource:5:5-9 unknown-keyword: I do not know the keyword "Logg". | Did you mean:\n   Log'])
  })
})

describe('tests', () => {
  test('two of one name, and one without steps, are told once each', () => {
    expect(problems('*** Test Cases ***\nBoots\n    Log    a\nboots\n    Log    b\nEmpty\n')).toEqual([
      's.hil:4:1-6 duplicate-test: A test of the name "boots" stands at line 2 already. | Give each test of a file a name of its own.',
      's.hil:6:1-6 empty-block: Test "Empty" has no steps. | Indent its steps by two or more spaces, or, if this row is a step itself, indent it.',
    ])
  })

  test('have the tags of the suite and their own, each once, less those with a minus', () => {
    const { tests } = bind(
      '*** Settings ***\nTest Tags    all    slow\nDefault Tags    usual\n*** Test Cases ***\nA\n    [Tags]    -Slow    Mine    ALL\n    Log    a\nB\n    Log    b\n',
    )
    expect(tests.map(({ name, tags }) => [name, tags])).toEqual([
      ['A', ['all', 'Mine']],
      ['B', ['all', 'slow', 'usual']],
    ])
  })

  test('stand at their lines', () => {
    const { tests } = bind('*** Test Cases ***\nA\n    Log    a\n\nB\n    Log    b\n')
    expect(tests.map(({ place }) => [place.line, place.column])).toEqual([
      [2, 1],
      [5, 1],
    ])
  })
})

describe('the bench', () => {
  const board = {
    ...{ name: 'Board', role: 'dut' as const, labels: { model: 'widget' } },
    abilities: [{ name: 'power', interface: 'power', version: 1 }],
  }
  const check = (text: string, devices = [board], selector = '') =>
    checkAgainstBench(bind(text), { file: 'bench.yaml', devices }, selector).map(
      ({ line, code, message, hint }) =>
        `${line} ${code}: ${message}${hint === undefined ? '' : ` | ${hint}`}`,
    )
  const using = (...steps: readonly string[]) =>
    ['*** Test Cases ***', 'One', ...steps.map((s) => `    ${s}`)].join('\n')

  test('what a suite needs is gathered from its calls', () => {
    const suite = bind(using('Connect To Exporter    selector=model=widget', 'Power On', 'Read Serial'))
    expect([[...suite.interfaces], suite.selectors]).toEqual([['power', 'console'], ['model=widget']])
    expect(bind(using('Log    a')).interfaces.size).toBe(0)
  })

  test('that has it is no problem', () => {
    expect(check(using('Power On'))).toEqual([])
    expect(check(using('Use Device    Board', 'Power On'))).toEqual([])
  })

  test('that lacks an ability, a device, or a choice', () => {
    expect(check(using('Read Serial'))).toEqual([
      '3 ability-missing: The suite uses "console", which no device of the bench offers: Board offers power.',
    ])
    expect(check(using('Use Device    Bord', 'Power On'))).toEqual([
      expect.stringMatching(
        /^3 no-device: No device of the bench matches name=Bord\. \| {3}Did you mean "Board"\?/,
      ),
    ])
    expect(check(using('Power On'), [board, { ...board, name: 'Other' }])).toEqual([
      expect.stringMatching(/^3 no-device: The bench has 2 devices under test/),
    ])
    expect(check(using('Power On'), [board, { ...board, name: 'Other' }], 'Other')).toEqual([])
  })
})

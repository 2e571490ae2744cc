import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bindSuite } from '../binding/bind-suite.ts'
import { SilenceCount } from '../checking/silence-count.ts'
import { standardCatalogue } from '../libraries/standard.ts'
import { LintRun } from './lint-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'hil-lints-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TEST = '*** Test Cases ***\nFirst\n'

/** What lints say, as `LINE:COLUMN code: message | hint`, and the line that a fix makes. */
function lint(text: string, resources: Readonly<Record<string, string>> = {}): string[] {
  const files = Object.entries({ ...resources, 'suite.robot': text })
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const { sources } = bindSuite(join(folder, 'suite.robot'), standardCatalogue())
  const lints = new LintRun()
  const wanted = new Set(Object.keys(resources).map((name) => join(folder, name)))
  const found = [...lints.suite(sources), ...lints.unusedInResources(wanted, new SilenceCount())]
  expect(found.every(({ severity }) => severity === 'warning')).toBe(true)
  return found.map(({ line, column, code, message, hint, fix }) => {
    const writes = fix === undefined ? '' : ` → ${fix.edits.map((edit) => edit.text).join()}`
    return `${line}:${column} ${code}: ${message} | ${hint}${writes}`
  })
}

describe('finds', () => {
  test.each([
    [
      'a check of what never changes',
      `${TEST}    Should Be True    \${TRUE}\n    Should Be Equal    a    a\n`,
      [
        '3:5 constant-assertion: This checks "${TRUE}", which never changes: nothing of the device is tested. | Check a value that was read from the device, in a variable.',
        '4:5 constant-assertion: This checks "a" and "a", which never change: nothing of the device is tested. | Check a value that was read from the device, in a variable.',
      ],
    ],
    [
      'deprecated settings',
      `*** Settings ***\nForce Tags    x\nLibrary    String    WITH NAME    S\n${TEST}    Log    a\n`,
      [
        '2:1 deprecated-syntax: "Force Tags" is deprecated. | Write Test Tags. → Test Tags',
        '3:22 deprecated-syntax: "WITH NAME" is deprecated. | Write AS. → AS',
      ],
    ],
    [
      '[Return], and writes RETURN where it says the same',
      `${TEST}    One\n    Two\n*** Keywords ***\nOne\n    Log    a\n    [Return]    1\nTwo\n    [Return]    1\n    Log    a\n`,
      [
        '8:5 deprecated-syntax: "[Return]" is deprecated. | Write RETURN. → RETURN',
        '10:5 deprecated-syntax: "[Return]" is deprecated. | Write RETURN    value as the last step.',
      ],
    ],
    [
      'a variable that stands twice, and one that hides another',
      `*** Variables ***\n\${a}    1\n\${A}    2\n\${EMPTY}    3\n${TEST}    Log    \${a}\${EMPTY}\n`,
      [
        '3:1 duplicate-variable: The variable ${A} has a value in line 2 already, which stays; this one is not used. | Remove one of the rows.',
        '4:1 shadowed-variable: ${EMPTY} has a value everywhere; this row hides it. | Give the variable another name.',
      ],
    ],
    [
      'a keyword that hides one of a library',
      `${TEST}    Log    a\n*** Keywords ***\nLog\n    [Arguments]    \${x}\n    No Operation    # \${x}\n    Should Be True    $x\n`,
      [
        '5:1 shadowed-keyword: The keyword "Log" hides BuiltIn.Log. | Give it another name; BuiltIn.Log calls the hidden one.',
      ],
    ],
    [
      'power that stays on',
      `${TEST}    Power On\nSecond\n    Start\n*** Keywords ***\nStart\n    Power On\n`,
      [
        '3:5 missing-teardown: "First" (and 1 more of this file) switches the power on, and no teardown switches it off. | Add to the settings: Test Teardown    Power Off',
      ],
    ],
    [
      'backslashes that vanish',
      `${TEST}    Log    C:\\temp\\new\n    Should Match Regexp    \${TEST NAME}    \\d+\n`,
      [
        '3:12 path-escapes: In "C:\\temp\\new" each backslash begins an escape: \\t is a tab, \\n a line break, others vanish. | Write it with slashes, or with two backslashes:\n   C:/temp/new → C:/temp/new',
        '4:44 lost-backslash: A single backslash vanishes from "\\d+". | Write two backslashes:\n   \\\\d+',
      ],
    ],
    [
      'quotes that are text',
      `${TEST}    Read Serial Until    "boot complete"\n`,
      [
        '3:26 quoted-argument: The quotes are part of the text "boot complete". | Text needs no quotes between cells:\n   boot complete',
      ],
    ],
    [
      'steps that never run',
      `${TEST}    One\n*** Keywords ***\nOne\n    IF    \${TEST NAME}\n        RETURN    1\n    ELSE\n        Fail    no\n        Log    a\n    END\n    Log    b\n`,
      [
        '10:9 unreachable-step: This step never runs: Fail in line 9 ends what stands before it. | Remove it, or put it before Fail.',
        '12:5 unreachable-step: This step never runs: RETURN in line 6 ends what stands before it. | Remove it, or put it before RETURN.',
      ],
    ],
    [
      'variables and arguments that nobody reads',
      `*** Variables ***\n\${NOBODY}    1\n${TEST}    \${x} =    One    1\n*** Keywords ***\nOne\n    [Arguments]    \${a}\n    VAR    \${b}    1\n`,
      [
        '2:1 unused-variable: Nothing reads the variable ${NOBODY}. | Remove the row; a name that is only there for others may begin with _.',
        '5:5 unused-variable: Nothing reads the variable ${x}. | Leave the assignment out; a name that begins with _ says that the value is not needed.',
        '8:20 unused-argument: The keyword does not read its argument ${a}. | Remove it from [Arguments] and from the calls; or begin its name with _.',
        '9:12 unused-variable: Nothing reads the variable ${b}. | Leave the assignment out; a name that begins with _ says that the value is not needed.',
      ],
    ],
    [
      'a keyword that nobody calls',
      `${TEST}    Log    a\n*** Keywords ***\nOne\n    Log    a\n`,
      [
        '5:1 unused-keyword: Nothing calls the keyword "One". | Remove it; or keep it and say why: # hil: allow unused-keyword — the reason',
      ],
    ],
  ])('%s', (_title, text, expected) => {
    expect(lint(text)).toEqual(expected)
  })

  test('a resource file that nobody needs, and a keyword in one', () => {
    const resources = {
      'one.resource': '*** Keywords ***\nOne\n    Log    a\nOther\n    Log    b\n',
      'two.resource': '*** Keywords ***\nTwo\n    Log    a\n',
    }
    expect(
      lint(
        `*** Settings ***\nResource    one.resource\nResource    two.resource\n${TEST}    One\n`,
        resources,
      ),
    ).toEqual([
      '3:13 unused-resource: Nothing of the resource file "two.resource" is used. | Remove the import; or keep it and say why: # hil: allow unused-resource — the reason',
      '4:1 unused-keyword: Nothing calls the keyword "Other". | Remove it; or keep it and say why: # hil: allow unused-keyword — the reason',
      '2:1 unused-keyword: Nothing calls the keyword "Two". | Remove it; or keep it and say why: # hil: allow unused-keyword — the reason',
    ])
  })
})

test.each([
  [
    'a check of a value',
    `${TEST}    Should Be Equal    \${TEST NAME}    First\n    Should Be True    len($TEST_NAME) > 1\n`,
  ],
  [
    'power that a teardown switches off',
    `*** Settings ***\nTest Teardown    Run Keywords    Log    a    AND    Power Off\n${TEST}    Power On\n`,
  ],
  [
    'power that a keyword of the teardown switches off',
    `${TEST}    Power On\n    [Teardown]    Stop\n*** Keywords ***\nStop\n    Power Off\n`,
  ],
  [
    'power that FINALLY switches off',
    `${TEST}    TRY\n        Power On\n    FINALLY\n        Power Off\n    END\n`,
  ],
  [
    'steps behind an IF that may not end',
    `${TEST}    IF    \${TEST NAME}\n        Skip\n    END\n    Log    b\n`,
  ],
  [
    'variables read in expressions, items, names and settings',
    `${TEST}    \${a b} =    One    1\n    \${c} =    One    2\n    \${d}    \${e} =    One    [1, 2]\n    IF    $c and \${e}[0]\n        Log    \${A_B}\n    END\n*** Keywords ***\nOne\n    [Arguments]    \${x}    \${y}=\${x}\n    RETURN    \${y}\n`,
  ],
  [
    'keywords called by names that are known later',
    `${TEST}    Run Keyword    \${TEST NAME}\n*** Keywords ***\nOne\n    Log    a\n`,
  ],
  ['quotes in a text, and in Log', `${TEST}    Read Serial Until    "a" or "b"\n    Log    "a"\n`],
  ['a name that begins with _', `${TEST}    \${_} =    Set Variable    1\n`],
])('says nothing of %s', (_title, text) => {
  expect(lint(text)).toEqual([])
})

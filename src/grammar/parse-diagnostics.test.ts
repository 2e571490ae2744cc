import { describe, expect, it } from 'vitest'
import { parseFile } from './parse-file.ts'
import type { FileKind } from './tree.ts'

/** The problems of a text, each as `line:column-endColumn code: message` and, in the next line, its hint. */
function problems(text: string, kind: FileKind = 'suite'): string[] {
  return parseFile(text, kind).diagnostics.map(
    ({ line, column, endColumn, severity, code, message, hint }) => {
      const level = severity === 'warning' ? 'warning ' : ''
      return `${line}:${column}-${endColumn} ${level}${code}: ${message}${hint ? `\n${hint}` : ''}`
    },
  )
}

/** The problems of rows in a test; their first is in line 3. */
function inTest(...rows: string[]): string[] {
  return problems(['*** Test Cases ***', 'T', ...rows.map((row) => `    ${row}`)].join('\n'))
}

const FOR_EXAMPLE = 'Write FOR    ${x}    IN    one    two, with two or more spaces between.'
const END_IF = 'Write END on a row of its own after the last step of this IF.'

describe('sections and settings', () => {
  it.each([
    [
      '*** Tset Cases ***',
      '1:1-19 unknown-section: There is no section "Tset Cases".\nDid you mean "Test Cases"?',
    ],
    [
      '*** Setting ***',
      '1:1-16 warning singular-section: The section header "Setting" is deprecated.\nWrite *** Settings ***.',
    ],
    ['Language: Klingon', '1:1-18 unknown-language: I do not know the language "Klingon".\nThere are: '],
    [
      '*** Settings ***\nLibary    x',
      '2:1-7 unknown-setting: There is no setting "Libary".\nDid you mean "Library"?',
    ],
    [
      '*** Settings ***\nLibrary x',
      '2:1-10 unknown-setting: There is no setting "Library x".\nPut two or more spaces after "Library": Library    x',
    ],
    [
      '*** Settings ***\n  Library    x',
      '2:3-4 indented-setting: A setting must begin at the start of its line, but this row is indented.\nRemove the spaces in front, or begin the row with ... to go on with the row above.',
    ],
    [
      '*** Settings ***\nTest Timeout    1    2',
      '2:22-23 too-many-values: The setting "Test Timeout" takes one value, but got 2.\nTwo spaces begin a new value: if this is one value, leave one space.',
    ],
    [
      '*** Settings ***\nName    1\nName    2',
      '3:1-5 repeated-setting: The setting "Name" may stand only once here; line 2 has it already.\nJoin the values into one row, or remove this one.',
    ],
    [
      '*** Settings ***\nTimeout    1',
      '2:1-8 setting-not-allowed: A suite file has no setting "Timeout".\nSettings of a suite file: ',
    ],
    [
      '*** Variables ***\nname    1',
      '2:1-5 invalid-variable: A variable\'s name was expected, such as ${name}, @{list} or &{dict}, but got "name".\nWrite ${name}.',
    ],
    [
      '*** Variables ***\n&{d}    a',
      '2:9-10 invalid-dict-item: A dictionary\'s items are written name=value, but got "a".\nWrite name=value with no space around "=", or another dictionary as &{name}.',
    ],
    ['*** Variables ***\n${d: itn}    1', '2:1-10 unknown-type: There is no type "itn".\nDid you mean "int"'],
  ])('are checked: %s', (text, expected) => {
    const found = problems(text)
    expect(found).toHaveLength(1)
    expect(found[0]?.slice(0, expected.length)).toBe(expected)
  })

  it('refuse tests in a resource', () => {
    expect(problems('*** Test Cases ***\nA\n    Log', 'resource')).toEqual([
      '1:1-19 section-not-allowed: A resource file cannot have a section "Test Cases".\nMove the tests to a suite file, or rename this file so that it is one.',
    ])
  })

  it('are all reported, in the order of the file', () => {
    const text =
      '*** Keywords ***\nK\n    ELSE\n*** Test Cases ***\nT\n    END\n*** Settings ***\nA    x\nB    y'
    expect(parseFile(text, 'suite').diagnostics.map(({ line }) => line)).toEqual([3, 6, 8, 9])
  })
})

describe('tests and keywords', () => {
  it.each([
    [
      '*** Test Cases ***\nT',
      '2:1-2 empty-block: Test "T" has no steps.\nIndent its steps by two or more spaces, or, if this row is a step itself, indent it.',
    ],
    [
      '*** Tasks ***\nT',
      '2:1-2 empty-block: Task "T" has no steps.\nIndent its steps by two or more spaces, or, if this row is a step itself, indent it.',
    ],
    [
      '*** Keywords ***\nK\n    [Tags]    a',
      '2:1-2 empty-block: Keyword "K" has no steps.\nIndent its steps by two or more spaces, or, if this row is a step itself, indent it.',
    ],
    [
      '*** Test Cases ***\n    Log',
      '2:5-6 missing-name: This row is indented, but no test begins above it.\nWrite the name of the test at the start of a line, and its steps indented below it.',
    ],
    [
      '*** Test Cases ***\nT\n    Log\n Log    x',
      '4:1-5 warning one-space: This row begins with one space, so it is the name of a test.\nIndent a step by two or more spaces; write a name at the start of the line.',
    ],
    [
      '*** Keywords ***\nK\n    [Arguments]    a\n    Log',
      '3:20-21 invalid-argument: An argument such as ${name}, ${name}=default, @{rest} or &{named} was expected, but got "a".\nWrite ${a}.',
    ],
    [
      '*** Keywords ***\nK\n    [Arguments]    ${a}=1    ${b}\n    Log',
      '3:30-34 invalid-argument: An argument without a default value cannot follow one that has one.',
    ],
    [
      '*** Keywords ***\nK\n    [Arguments]    @{a}    @{b}\n    Log',
      '3:28-32 invalid-argument: There can be only one list argument.',
    ],
    [
      '*** Keywords ***\nK\n    [Arguments]    &{a}    ${b}\n    Log',
      '3:28-32 invalid-argument: Nothing can follow an argument such as &{named}.',
    ],
    [
      '*** Keywords ***\nK\n    [Arguments]    @{a}=1\n    Log',
      '3:20-26 invalid-argument: Only an argument such as ${name} can have a default value, but got "@{a}=1".',
    ],
    [
      '*** Keywords ***\nK\n    [Arguments]    ${a}    ${A}\n    Log',
      '3:28-32 warning repeated-argument: The argument "A" stands twice.',
    ],
    [
      '*** Keywords ***\nK\n    [Template]    x\n    Log',
      '3:5-15 setting-not-allowed: A keyword has no setting "Template".\nSettings of a keyword: Documentation, Arguments, Setup, Teardown, Timeout, Tags, Return.',
    ],
  ])('are checked: %s', (text, expected) => {
    expect(problems(text)).toEqual([expected])
  })
})

describe('steps', () => {
  it.each([
    [
      ['END'],
      '3:5-8 misplaced-row: END is not allowed here.\nThere is no open IF, FOR, WHILE, TRY, GROUP, RETRY or PARALLEL for it to end. Two spaces must follow such a word.',
    ],
    [
      ['BREAK'],
      '3:5-10 misplaced-row: BREAK is not allowed here.\nIt belongs in a FOR or WHILE loop; check for an END that stands too early.',
    ],
    [
      ['RETURN'],
      '3:5-11 misplaced-row: RETURN is not allowed here.\nRETURN ends a user keyword; a test ends by itself, or with the keyword Pass Execution.',
    ],
    [['IF    1', 'A'], `3:5-7 missing-end: IF has no END.\n${END_IF}`],
    [
      ['IF    1', 'A', 'END    x'],
      '5:5-8 unexpected-argument: END takes nothing after it, but got "x".\nPut it on its own row.',
    ],
    [
      ['IF', 'A', 'END'],
      '3:5-7 missing-condition: IF has no condition.\nWrite IF    condition, with two or more spaces between.',
    ],
    [
      ['IF    1', 'END'],
      '3:5-7 empty-block: IF has no steps.\nWrite at least one step below it, for example No Operation.',
    ],
    [
      ['IF    1', 'A', 'ELSE', 'B', 'ELSE', 'C', 'END'],
      '3:5-7 branch-after-else: This IF has a second ELSE, in line 7.\nELSE comes last, and once.',
    ],
    [
      ['IF    1', 'A', 'ELSE', 'B', 'ELSE IF    2', 'C', 'END'],
      '3:5-7 branch-after-else: This IF has an ELSE IF after its ELSE, in line 7.\nELSE comes last, and once.',
    ],
    [
      ['IF    1', 'A', 'ELSE IF    1    2', 'B', 'END'],
      '5:5-12 too-many-conditions: ELSE IF takes one condition, but got 2.\nTwo spaces begin a new cell: leave one space between the words of a condition.',
    ],
    [
      ['IF    1    A    ELSE'],
      '3:5-7 empty-block: ELSE has no step after it in this row.\nWrite the keyword after the condition, with two or more spaces between.',
    ],
    [
      ['IF    1    IF    2    A'],
      '3:16-18 nested-inline-if: IF cannot stand in an IF of one row.\nWrite the outer IF on rows of its own, with END.',
    ],
    [
      ['IF    1    ${x}    A'],
      '3:5-7 invalid-inline-if: A branch of an IF of one row cannot assign.\nPut the variable before IF: ${x} =    IF    condition    Keyword',
    ],
    [
      ['FOR    ${x}    in    1', 'A', 'END'],
      `3:5-8 for-without-in: FOR expects IN, IN RANGE, IN ENUMERATE or IN ZIP, but got "in".\n${FOR_EXAMPLE}`,
    ],
    [['FOR    IN    1', 'A', 'END'], `3:5-8 for-without-variable: FOR has no variable.\n${FOR_EXAMPLE}`],
    [['FOR    ${x}    IN', 'A', 'END'], `3:5-8 for-without-values: FOR has no values.\n${FOR_EXAMPLE}`],
    [
      ['FOR    x    IN    1', 'A', 'END'],
      `3:12-13 invalid-variable: FOR expects variables such as \${x} before IN, but got "x".\n${FOR_EXAMPLE}`,
    ],
    [
      ['FOR    ${x}    IN ZIP    ${a}    mode=LONG', 'A', 'END'],
      '3:43-47 invalid-option: The option mode cannot be "LONG".\nThere are: "STRICT", "SHORTEST", "LONGEST".',
    ],
    [
      ['WHILE    a    b', 'A', 'END'],
      '3:19-20 too-many-conditions: WHILE takes one condition, but got 2.\nTwo spaces begin a new cell: leave one space between the words of a condition.',
    ],
    [
      ['WHILE    a    on_limit=PASS', 'A', 'END'],
      '3:28-32 invalid-option: The option on_limit needs the option limit.',
    ],
    [
      ['GROUP    a    b', 'A', 'END'],
      '3:19-20 unexpected-argument: GROUP takes one name, but got 2 cells.\nTwo spaces begin a new cell: leave one space between the words of a name.',
    ],
    [
      ['TRY', 'A', 'END'],
      '3:5-8 try-without-except: TRY has neither EXCEPT nor FINALLY.\nAdd EXCEPT, with what to do when a step fails, before END.',
    ],
    [
      ['TRY', 'A', 'FINALLY', 'B', 'EXCEPT', 'C', 'END'],
      '3:5-8 try-order: The EXCEPT in line 7 of this TRY stands in the wrong place.\nThe order is TRY, EXCEPT with patterns, one EXCEPT without, one ELSE, one FINALLY, END.',
    ],
    [
      ['TRY', 'A', 'EXCEPT    AS    e', 'B', 'END'],
      '5:21-22 invalid-except-as: EXCEPT expects one variable such as ${error} after AS, but got "e".',
    ],
    [
      ['VAR'],
      '3:5-8 invalid-variable: VAR needs the name of a variable.\nWrite VAR    ${name}    value, with two or more spaces between.',
    ],
    [
      ['VAR    ${x}    1    scope=SUIT'],
      '3:31-35 invalid-option: The option scope cannot be "SUIT".\nDid you mean "SUITE" or "SUITES"?',
    ],
    [
      ['${a} =    ${b}    A'],
      '3:5-11 invalid-assignment: Only the last variable of an assignment may be followed by "=".',
    ],
    [['@{a}    @{b}    A'], '3:13-17 invalid-assignment: An assignment may have one list variable only.'],
    [
      ['${a}    &{b}    A'],
      '3:13-17 invalid-assignment: A dictionary variable cannot be assigned together with others.',
    ],
    [
      ['[Tags] smoke', 'A'],
      '3:5-17 warning one-space: "[Tags] smoke" is read as the name of a keyword.\nPut two or more spaces after [Tags]: [Tags]    smoke',
    ],
    [
      ['FOR ${x}    A'],
      '3:5-13 warning one-space: "FOR ${x}" is read as the name of a keyword.\nPut two or more spaces after FOR: FOR    ${x}',
    ],
    [
      ['end'],
      '3:5-8 warning lower-case-word: "end" is read as the name of a keyword.\nIf you mean the word that opens or ends a block, write END.',
    ],
    [
      ['[Template]    x', 'WHILE    1', 'a', 'END'],
      '4:5-10 block-in-template: WHILE cannot stand in a test with a template.',
    ],
    [
      ['[Template]    x', 'TRY', 'a', 'FINALLY', 'b', 'END'],
      '4:5-8 block-in-template: TRY cannot stand in a test with a template.',
    ],
    [['IF    1', 'BREAK', 'END'], '4:5-10 outside-loop: BREAK can stand only in a FOR or WHILE loop.'],
    [
      ['IF    1', 'RETURN', 'END'],
      '4:5-11 return-outside-keyword: RETURN can stand only in a user keyword.\nTo end a test early, use the keyword Pass Execution or Skip.',
    ],
    [
      ['FOR    ${x}    IN    1', 'TRY', 'A', 'FINALLY', 'BREAK', 'END', 'END'],
      '7:5-10 not-in-finally: BREAK cannot stand in a FINALLY branch, which runs to its end whatever happens.',
    ],
    [
      ['TRY', 'A', 'EXCEPT', 'B', 'EXCEPT    c', 'D', 'END'],
      '3:5-8 try-order: The EXCEPT in line 7 of this TRY stands in the wrong place.\nThe order is TRY, EXCEPT with patterns, one EXCEPT without, one ELSE, one FINALLY, END.',
    ],
    [
      ['TRY', 'A', 'FINALLY', 'B', 'FINALLY', 'C', 'END'],
      '3:5-8 try-order: The FINALLY in line 7 of this TRY stands in the wrong place.\nThe order is TRY, EXCEPT with patterns, one EXCEPT without, one ELSE, one FINALLY, END.',
    ],
    [
      ['IF    1', 'A', 'FINALLY', 'END'],
      '5:5-12 misplaced-row: FINALLY is not allowed here.\nIt belongs between TRY and its END; check for an END that is missing or stands too early.',
    ],
    [['GROUP', 'BREAK', 'END'], '4:5-10 outside-loop: BREAK can stand only in a FOR or WHILE loop.'],
    [
      ['WHILE    a    limit=1    limit=2', 'A', 'END'],
      '3:19-26 too-many-conditions: WHILE takes one condition, but got 2.\nTwo spaces begin a new cell: leave one space between the words of a condition.',
    ],
  ])('are checked: %j', (rows, expected) => {
    expect(inTest(...rows)).toEqual([expected])
  })

  it('nest to a bound, and report what is deeper once', () => {
    const deep = [...Array(10_000).fill('IF    1'), 'A', ...Array(10_000).fill('END')]
    expect(inTest(...deep)).toEqual([
      '203:5-7 too-deep: Blocks are nested more than 200 deep here.\nMove the inner steps into a keyword of their own.',
    ])
  })
})

import { expect, test } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

const FILES = {
  'r.resource':
    '*** Settings ***\nLibrary    lib.mjs\n*** Variables ***\n${X}    new\n*** Keywords ***\nGreet\n    RETURN    hi ${X}\n',
  'lib.mjs': 'export const labName = (a = "acme") => a',
  'v.yaml': 'x: from file\n',
}

/** How each test of a suite ended, and what was found before. */
async function run(text: string) {
  const { tests, diagnostics } = await runSuiteText(text, FILES)
  return { ends: Object.fromEntries([...tests].map(([name, end]) => [name, end.message])), diagnostics }
}

test('a suite imports a resource file, a library and variables while it runs; all are known before', async () => {
  expect(
    await run(`*** Variables ***
\${X}    old
*** Test Cases ***
A
    Import Resource    r.resource
    \${x} =    Greet
    Should Be Equal    \${x}    hi new
B
    Import Variables    v.yaml
    Should Be Equal    \${X}    from file
C
    Import Library    ./lib.mjs    AS    Lab
    \${x} =    Lab.Lab Name    b
    Should Be Equal    \${x}    b
    Reload Library    Lab
`),
  ).toEqual({ ends: { A: '', B: '', C: '' }, diagnostics: [] })
})

test('paths that are known only then make keywords that are known only then', async () => {
  expect(
    await run(`*** Test Cases ***
A
    VAR    \${name}    r.resource
    Import Resource    \${name}
    \${x} =    Greet
    Should Be Equal    \${x}    hi new
    \${x} =    Lab Name
    Should Be Equal    \${x}    acme
B
    Nobody Has This
`),
  ).toEqual({ ends: { A: '', B: "No keyword with name 'Nobody Has This' found." }, diagnostics: [] })
})

test('what cannot be imported fails the step, in Robot’s words where it has them', async () => {
  const { ends } = await run(`*** Test Cases ***
A
    Import Resource    none.resource
B
    Import Variables    none.json
C
    Import Variables    v.yaml    argument
D
    Reload Library    Nobody
E
    Get Library Instance    BuiltIn
F
    Get Library Instance    Nobody
`)
  expect(ends).toMatchObject({
    A: "Resource file 'none.resource' does not exist.",
    B: "Variable file 'none.json' does not exist.",
    C: expect.stringContaining('YAML variable files do not accept arguments.'),
    D: "No library 'Nobody' found.",
    E: 'Suites cannot hold the instance of a library.',
    F: "No library 'Nobody' found.",
  })
})

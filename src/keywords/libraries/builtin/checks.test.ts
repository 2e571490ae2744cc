import { describe, expect, it } from 'vitest'
import { runSuiteText } from '../../testing/run-suite-text.ts'

async function found(...steps: readonly string[]): Promise<readonly string[]> {
  const run = await runSuiteText(`*** Test Cases ***\nTest\n${steps.map((step) => `    ${step}\n`).join('')}`)
  return run.diagnostics
}

describe('before anything runs', () => {
  it('a variable that is only named need not have a value', async () => {
    const steps = [
      'Get Variable Value    ${x}',
      'Variable Should Not Exist    ${x}',
      'Set Test Variable    ${y}    1',
    ]
    expect(await found(...steps, 'Run Keyword If    1 > 0    Get Variable Value    ${z}')).toEqual([])
  })

  it('the default of a variable must have one', async () => {
    expect(await found('Get Variable Value    ${x}    ${default}')).toEqual([
      '3: The variable ${default} has no value here.',
    ])
  })

  it('keywords inside others are looked up', async () => {
    expect(await found('Wait Until Keyword Succeeds    5x    1 s    Lgo    x')).toEqual([
      '3: I do not know the keyword "Lgo".',
    ])
    expect(await found('Run Keyword If    1 > 0    No Operation    ELSE    Lgo')).toEqual([
      '3: I do not know the keyword "Lgo".',
    ])
  })

  it('arguments inside others are checked', async () => {
    expect(await found('Run Keyword And Ignore Error    Sleep    thre seconds')).toEqual([
      '3: The argument "time" of Sleep is wrong: expected a duration such as "500 ms", got "thre seconds".',
    ])
  })

  it('a condition that cannot be read is found', async () => {
    expect(await found('Should Be True    1 +')).toHaveLength(1)
    expect(await found('Run Keyword If    1 > 0    No Operation    ELSE IF    1 +    Log    x')).toHaveLength(
      1,
    )
  })

  it('a keyword that is missing is asked for', async () => {
    expect(await found('Run Keyword If    1 > 0')).toEqual([
      "3: Keyword 'BuiltIn.Run Keyword If' expected at least 2 arguments, got 1.",
    ])
    expect(await found('Run Keyword If    1 > 0    No Operation    ELSE')).toEqual([
      '3: ELSE requires keyword.',
    ])
  })

  it('an argument that is misspelt is found', async () => {
    expect(await found('Should Be Equal    a    a    ignore_cse=True')).toEqual([
      '3: Should Be Equal has no argument "ignore_cse".',
    ])
  })
})

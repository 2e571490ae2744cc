import { describe, expect, it } from 'vitest'
import { runSuiteText } from '../../testing/run-suite-text.ts'

async function logOf(...steps: readonly string[]): Promise<readonly string[]> {
  const run = await runSuiteText(`*** Test Cases ***\nTest\n${steps.map((step) => `    ${step}\n`).join('')}`)
  expect(run.tests.get('Test')).toEqual({ status: 'PASS', message: '' })
  return run.log
}

describe('the log', () => {
  it('takes messages with their level', async () => {
    expect(await logOf('Log    hello', 'Log    careful    WARN', 'Log    ${{[1, "a"]}}')).toEqual([
      'INFO hello',
      'WARN careful',
      "INFO [1, 'a']",
    ])
  })

  it('writes values as the formatter says', async () => {
    expect(await logOf('Log    a\\n    formatter=repr', 'Log    ä    formatter=ascii')).toEqual([
      "INFO 'a\\n'",
      "INFO '\\xe4'",
    ])
  })

  it('keeps only what is urgent enough', async () => {
    const log = await logOf(
      'Log    hidden    DEBUG',
      '${old} =    Set Log Level    DEBUG',
      'Log    shown    DEBUG',
      'Set Log Level    ${old}',
      'Log    hidden    DEBUG',
    )
    expect(log).toEqual(['DEBUG shown'])
  })

  it('takes every item of a list and every pair of a dict', async () => {
    const log = await logOf(
      '@{list} =    Create List    a    b',
      '&{dict} =    Create Dictionary    k=v',
      'Log Many    @{list}    &{dict}    ${list}',
    )
    expect(log).toEqual(['INFO a', 'INFO b', 'INFO k=v', "INFO ['a', 'b']"])
  })

  it('says how long a sleep was, and why', async () => {
    expect(await logOf('Sleep    1 ms    settling')).toEqual(['INFO Slept 1 millisecond.', 'INFO settling'])
  })

  it('warns of a failure that is ignored', async () => {
    expect(await logOf('Run Keyword And Warn On Failure    Fail    oops')).toContain(
      "WARN Executing keyword 'Fail' failed:\noops",
    )
  })

  it('lists the variables', async () => {
    expect(await logOf('${x} =    Set Variable    1', 'Log Variables')).toContain('INFO ${x} = 1')
  })
})

describe('the terminal', () => {
  it('gets what is printed, and no line end where there must be none', async () => {
    const run = await runSuiteText(`*** Test Cases ***
Test
    Log To Console    one
    Log To Console    two    no_newline=yes
    Log To Console    3    format=>5
    Log    four    console=yes
`)
    expect(run.printed).toBe('one\ntwo    3\nfour\n')
  })
})

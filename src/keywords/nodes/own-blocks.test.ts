import { describe, expect, it } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

/** Runs one test with these rows; how it ended and what was logged without the level. */
async function run(rows: readonly string[], keywords: readonly string[] = []) {
  const body = rows.map((row) => `    ${row}`)
  const text = ['*** Test Cases ***', 'T', ...body, '*** Keywords ***', ...keywords].join('\n')
  const { tests, log, diagnostics } = await runSuiteText(text)
  const { status, message } = tests.get('T') ?? { status: 'FAIL', message: 'no test' }
  return {
    status,
    message,
    log: log.map((line) => line.slice(line.indexOf(' ') + 1)).filter((line) => !line.startsWith('${n} =')),
    diagnostics,
  }
}

const COUNT = ['VAR    ${n}    ${0}    scope=TEST']
const COUNTING = ['Count', '    ${n} =    Evaluate    $n + 1', '    Set Test Variable    ${n}']

describe('RETRY', () => {
  it('runs its steps until they pass, and logs why a round failed', async () => {
    const rows = [
      ...COUNT,
      'RETRY    times=5',
      'Count',
      'Should Be Equal As Integers    ${n}    3',
      'END',
      'Log    ${n}',
    ]
    expect(await run(rows, COUNTING)).toMatchObject({
      status: 'PASS',
      log: ['Round 1 failed: 1 != 3', 'Round 2 failed: 2 != 3', '3'],
    })
  })

  it('gives up after so many rounds with the last error', async () => {
    const rows = [...COUNT, 'RETRY    times=2', 'Count', 'Fail    no ${n}', 'END']
    expect(await run(rows, COUNTING)).toMatchObject({
      status: 'FAIL',
      message: 'RETRY gave up after 2 rounds. The last error was: no 2',
    })
  })

  it('gives up when its time is over, pauses between rounds', async () => {
    const rows = ['RETRY    for=100 ms    every=80 ms', 'Fail    not yet', 'END']
    expect(await run(rows)).toMatchObject({
      message: 'RETRY gave up after 100 ms and 2 rounds. The last error was: not yet',
    })
  })

  it('cuts a round off that takes longer than there is time, and tells the error before it', async () => {
    const rows = [
      ...COUNT,
      'RETRY    for=200 ms    every=1 ms',
      'Count',
      'IF    ${n} > 1    Sleep    1 min',
      'Fail    first',
      'END',
    ]
    expect(await run(rows, COUNTING)).toMatchObject({
      message: 'RETRY gave up after 200 ms and 2 rounds. The last error was: first',
    })
  })

  it('runs the teardown of a keyword that is cut off', async () => {
    const keyword = ['Wait', '    Sleep    1 min', '    [Teardown]    Log    torn down']
    const rows = ['RETRY    for=50 ms', 'Wait', 'END']
    const { message, log } = await run(rows, keyword)
    expect(message).toBe(
      'RETRY gave up after 50 ms and 1 round. The last error was: RETRY took longer than 50 ms.',
    )
    expect(log).toContain('torn down')
  })

  it('lets a failure be expected by what stands around it', async () => {
    const rows = [
      'TRY',
      'RETRY    times=1',
      'Fail    x',
      'END',
      'EXCEPT    RETRY gave up*    type=GLOB',
      'Log    ok',
      'END',
    ]
    expect(await run(rows)).toMatchObject({ status: 'PASS', log: ['ok'] })
  })

  it('lets BREAK leave the loop around it, and Skip the test', async () => {
    const loop = [
      'FOR    ${i}    IN    1    2',
      'RETRY    times=3',
      'Log    ${i}',
      'BREAK',
      'END',
      'END',
      'Log    after',
    ]
    expect(await run(loop)).toMatchObject({ status: 'PASS', log: ['1', 'after'] })
    expect(await run(['RETRY    times=3', 'Skip    no time', 'END'])).toMatchObject({
      status: 'SKIP',
      message: 'no time',
    })
  })

  it('fails a round for what went wrong before it went on', async () => {
    const rows = [
      'RETRY    times=1',
      'Run Keyword And Continue On Failure    Fail    soft',
      'Log    on',
      'END',
    ]
    expect(await run(rows)).toMatchObject({
      log: ['on'],
      message: 'RETRY gave up after 1 round. The last error was: soft',
    })
  })

  it.each([
    ['for=soon', '3: The option for= of RETRY is wrong: expected a duration such as "500 ms", got "soon".'],
    ['for=3 V', '3: The option for= of RETRY is wrong: expected a duration such as "500 ms", got "3 V".'],
    ['times=0', '3: The option times= of RETRY is wrong: expected a whole number above 0, got "0".'],
    ['times=', '3: The option times= of RETRY is wrong: expected a whole number above 0, got "".'],
  ])('reports %s before anything runs', async (option, diagnostic) => {
    const { diagnostics } = await run([`RETRY    ${option}`, 'Log    1', 'END'])
    expect(diagnostics).toEqual([diagnostic])
  })
})

describe('PARALLEL', () => {
  it('runs its steps at the same time and keeps what they assign', async () => {
    const rows = [
      'PARALLEL',
      'GROUP    slow',
      'Sleep    60 ms',
      '${a} =    Set Variable    1',
      'END',
      '${b} =    Set Variable    2',
      'END',
      'Log    ${a}${b}',
    ]
    const { status, log } = await run(rows)
    expect(status).toBe('PASS')
    expect(log.at(-1)).toBe('12')
  })

  it('stops the others at the first failure, but runs their teardowns', async () => {
    const keyword = ['Wait', '    Sleep    1 min', '    [Teardown]    Log    torn down']
    const started = performance.now()
    const { message, log } = await run(['PARALLEL', 'Wait', 'Fail    broken', 'END'], keyword)
    expect(message).toBe('broken')
    expect(log).toContain('torn down')
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  it('goes on after a failure that stops nothing, and tells all at the end', async () => {
    const soft = (text: string) => `Run Keyword And Continue On Failure    Fail    ${text}`
    const { message, log } = await run([
      'PARALLEL',
      soft('one'),
      soft('two'),
      'Log    three',
      'END',
      'Log    after',
    ])
    expect(log).toEqual(['three', 'after'])
    expect(message).toBe('Several failures occurred:\n\n1) one\n\n2) two')
  })

  it('tells a soft failure also if another step failed after it', async () => {
    const rows = [
      'PARALLEL',
      'GROUP    a',
      'Run Keyword And Continue On Failure    Fail    soft',
      'Sleep    1 min',
      'END',
      'GROUP    b',
      'Sleep    30 ms',
      'Fail    hard',
      'END',
      'END',
    ]
    expect((await run(rows)).message).toBe('Several failures occurred:\n\n1) hard\n\n2) soft')
  })

  it('ends the test where a step skips it', async () => {
    expect(await run(['PARALLEL', 'Sleep    1 min', 'Skip    no', 'END'])).toMatchObject({
      status: 'SKIP',
      message: 'no',
    })
  })

  it('stops at the timeout of the test', async () => {
    const { message } = await run([
      '[Timeout]    50 ms',
      'PARALLEL',
      'Sleep    1 min',
      'Sleep    2 min',
      'END',
    ])
    expect(message).toBe('Test timeout 50 milliseconds exceeded.')
  })

  it('does not let Exit For Loop leave the block', async () => {
    const rows = ['FOR    ${i}    IN    1', 'PARALLEL', 'Exit For Loop', 'END', 'END']
    expect((await run(rows)).status).toBe('FAIL')
  })
})

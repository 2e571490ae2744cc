import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSuiteText } from '../../testing/run-suite-text.ts'
import { joinCommandLine, splitCommandLine } from './command-line.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-process-test-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs steps as one test and returns its message; `@` stands for a folder that all tests share. */
async function run(steps: string): Promise<string> {
  const lines = steps.trim().replaceAll('@/', `${folder}/`).replace(/^\s*/gm, '    ')
  const settings = '*** Settings ***\nLibrary    Process\nLibrary    OperatingSystem\n'
  const { tests } = await runSuiteText(`${settings}*** Test Cases ***\nTest\n${lines}\n`)
  return tests.get('Test')?.message ?? 'no such test'
}

describe('Run Process', () => {
  it('gives exit code, output and errors', async () => {
    const message = await run(`
      \${result} =    Run Process    sh    -c    echo out; echo err >&2; exit 3
      Should Be Equal    \${result.rc}    \${3}
      Should Be Equal    \${result.stdout}    out
      Should Be Equal    \${result.stderr}    err
      Should Be Equal    \${result.stdout_path}    \${None}
      Should Be Equal As Strings    \${result}    <result object with rc 3>`)
    expect(message).toBe('')
  })

  it('joins errors with the output where they are written', async () => {
    const message = await run(`
      \${result} =    Run Process    echo a; echo b >&2; echo c    shell=True    stderr=STDOUT
      Should Be Equal    \${result.stdout}    a\\nb\\nc
      Should Be Empty    \${result.stderr}`)
    expect(message).toBe('')
  })

  it('writes to files in its folder, and reads a file or a text', async () => {
    const message = await run(`
      \${result} =    Run Process    cat    cwd=@/    stdin=a text    stdout=out.txt    stderr=DEVNULL
      Should Be Equal    \${result.stdout}    a text
      Should Be Equal    \${result.stdout_path}    @/out.txt
      \${result} =    Run Process    cat    cwd=@/    stdin=out.txt
      Should Be Equal    \${result.stdout}    a text`)
    expect(message).toBe('')
  })

  it('takes over the environment, with more variables or with others', async () => {
    const message = await run(`
      \${result} =    Run Process    echo $A $HOME    shell=True    env:A=one
      Should Be Equal    \${result.stdout}    one %{HOME}
      VAR    &{env}    A=two    PATH=%{PATH}
      \${result} =    Run Process    echo $A $HOME    shell=True    env=\${env}
      Should Be Equal    \${result.stdout}    two
      Run Process    true    nonsense=1`)
    expect(message).toBe("Keyword argument 'nonsense' is not supported by this keyword.")
  })

  it('holds as much output as there is', async () => {
    const message = await run(`
      \${result} =    Run Process    head -c 3000000 /dev/zero | tr '\\\\0' x    shell=True
      Length Should Be    \${result.stdout}    3000000`)
    expect(message).toBe('')
  })

  it('ends the process when its time is over', async () => {
    const message = await run(`
      \${result} =    Run Process    sleep    60    timeout=0.1 s
      Should Be Equal    \${result.rc}    \${-15}
      \${result} =    Run Process    sleep    60    timeout=0.1 s    on_timeout=kill
      Should Be Equal    \${result.rc}    \${-9}`)
    expect(message).toBe('')
  })

  it('tells what cannot be started', async () => {
    expect(await run('Run Process    no-such-program')).toBe(
      "FileNotFoundError: [Errno 2] No such file or directory: 'no-such-program'",
    )
    expect(await run('Run Process    true    cwd=/no/such/folder')).toBe(
      "FileNotFoundError: [Errno 2] No such file or directory: '/no/such/folder'",
    )
  })
})

describe('a process that was started', () => {
  it('is found by handle, alias and index, and is the current one', async () => {
    const message = await run(`
      \${first} =    Start Process    sleep    60    alias=First One
      Start Process    sleep    60
      \${a} =    Get Process Id    first one
      \${b} =    Get Process Id    1
      Should Be True    $a == $b == $first.pid
      Terminate Process
      Process Should Be Running    \${first}
      Switch Process    First One
      Terminate All Processes
      Switch Process    1`)
    expect(message).toBe("Non-existing index or alias '1'.")
  })

  it('is ended with all that it started', async () => {
    const { tests } = await runSuiteText(`*** Settings ***
Library    Process
*** Test Cases ***
Test
    Start Process    sleep 4712 & sleep 4712    shell=True
    \${result} =    Terminate Process
    Should Be Equal    \${result.rc}    \${-15}
    Wait Until Keyword Succeeds    5 s    50 ms    Nothing Sleeps
*** Keywords ***
Nothing Sleeps
    \${result} =    Run Process    pgrep    -f    [s]leep 4712
    Should Be Equal    \${result.rc}    \${1}
`)
    expect(tests.get('Test')?.message).toBe('')
  })

  it('runs on past a wait that is over', async () => {
    const message = await run(`
      Start Process    sleep    60
      \${result} =    Wait For Process    timeout=50 ms
      Should Be Equal    \${result}    \${None}
      Process Should Be Running
      Run Keyword And Expect Error    Getting results of unfinished processes is not supported.    Get Process Result
      Terminate Process    kill=True
      \${rc} =    Get Process Result    rc=True
      Should Be Equal    \${rc}    \${-9}
      Process Should Be Running`)
    expect(message).toBe('Process is not running.')
  })

  it('gets signals', async () => {
    const message = await run(`
      Start Process    trap 'echo caught; exit 5' USR1; echo ready > @/ready; while true; do sleep 0.01; done    shell=True
      Wait Until Created    @/ready
      Send Signal To Process    USR1
      \${result} =    Wait For Process    timeout=10 s
      Should Be Equal    \${result.rc}    \${5}
      Should Be Equal    \${result.stdout}    caught
      Send Signal To Process    NONSENSE`)
    expect(message).toBe("Unsupported signal 'NONSENSE'.")
  })

  it('is killed when the test that waits for it is out of time', async () => {
    const { tests } = await runSuiteText(`*** Settings ***
Library    Process
*** Test Cases ***
Waiting
    [Timeout]    200 ms
    Start Process    sleep    60
    Wait For Process
After
    Wait For Process    timeout=5 s
    \${rc} =    Get Process Result    rc=True
    Should Be Equal    \${rc}    \${-9}
`)
    expect(tests.get('Waiting')?.message).toBe('Test timeout 200 milliseconds exceeded.')
    expect(tests.get('After')?.message).toBe('')
  })

  it('is needed by keywords that are about one', async () => {
    expect(await run('Wait For Process')).toBe('No active process.')
  })
})

describe('command lines', () => {
  it.each([
    [['a', 'b c', ''], 'a "b c" ""'],
    [['say "hi"', 'C:\\Program Files\\'], '"say \\"hi\\"" "C:\\Program Files\\\\"'],
  ])('are joined: %j', (parts, expected) => {
    expect(joinCommandLine(parts)).toBe(expected)
  })

  it.each([
    [`a 'b "c"' "d e" ''`, false, ['a', 'b "c"', 'd e', '']],
    ['c:\\temp', false, ['c:\\temp']],
    ['c:\\\\temp\\ x "\\"y\\z"', true, ['c:\\temp x', '"y\\z']],
  ])('are split: %s', (line, escaping, expected) => {
    expect(splitCommandLine(line, escaping)).toEqual(expected)
  })

  it('need both quotes', () => {
    expect(() => splitCommandLine('"a', false)).toThrow(`Parsing '"a' failed: No closing quotation`)
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSuiteText, type SuiteTextRun } from '../../testing/run-suite-text.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-os-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs steps as one test; `@` stands for a folder that all tests share. */
async function run(steps: string): Promise<SuiteTextRun & { status: string; message: string }> {
  const lines = steps.trim().replaceAll('@/', `${folder}/`)
  const done = await runSuiteText(
    `*** Settings ***\nLibrary    OperatingSystem\n*** Test Cases ***\nTest\n${lines.replace(/^\s*/gm, '    ')}\n`,
  )
  const { status, message } = done.tests.get('Test') ?? { status: 'NONE', message: '' }
  return { ...done, status, message: message.replaceAll(folder, '@') }
}

describe('files', () => {
  it('are made with their folders, read and removed', async () => {
    const { message } = await run(`
      Create File    @/made/by/it.txt    one\\r\\ntwo\\n
      Append To File    @/made/by/it.txt    three
      \${text} =    Get File    @/made/by/it.txt
      Should Be Equal    \${text}    one\\ntwo\\nthree
      File Should Exist    @/made/by/i*.txt
      Remove File    @/made/by/*
      File Should Not Exist    @/made/by/it.txt
      Remove File    @/made/by/it.txt`)
    expect(message).toBe('')
  })

  it('have the encoding that is asked for', async () => {
    const { message } = await run(`
      Create File    @/latin.txt    hyvä    latin-1
      \${bytes} =    Get Binary File    @/latin.txt
      Should Be True    len($bytes) == 4
      \${text} =    Get File    @/latin.txt    ISO-8859-1
      Should Be Equal    \${text}    hyvä
      \${text} =    Get File    @/latin.txt    encoding_errors=replace
      Should Be Equal    \${text}    hyv\\ufffd
      Get File    @/latin.txt`)
    expect(message).toBe(
      "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe4 in position 3: unexpected end of data",
    )
  })

  it('of bytes keep every byte', async () => {
    const { message } = await run(`
      Create Binary File    @/bytes    \\x00\\xff
      \${bytes} =    Get Binary File    @/bytes
      Should Be Equal    \${bytes}    \${{ bytes([0, 255]) }}
      Create Binary File    @/bytes    \\u2603`)
    expect(message).toBe(
      "ValueError: Argument 'content' got value '☃' that cannot be converted to bytes: Character '☃' cannot be mapped to a byte.",
    )
  })

  it('give the lines that hold a pattern', async () => {
    const { message } = await run(`
      Create File    @/lines.txt    foo\\nbar\\nfoo bar\\nA Foo\\n
      \${found} =    Grep File    @/lines.txt    ?oo
      Should Be Equal    \${found}    foo\\nfoo bar\\nA Foo
      \${found} =    Grep File    @/lines.txt    ^f.*r$    regexp=True
      Should Be Equal    \${found}    foo bar`)
    expect(message).toBe('')
  })

  it('are copied and moved, also into folders', async () => {
    const { message } = await run(`
      Create File    @/from/a.txt    a
      Create File    @/from/b.txt    b
      \${path} =    Copy File    @/from/a.txt    @/to/
      Should Be Equal    \${path}    @/to/a.txt
      Move File    @/to/a.txt    @/to/c.txt
      Copy Files    @/from/*.txt    @/all
      \${names} =    List Directory    @/all
      Should Be Equal    \${names}    \${{ ['a.txt', 'b.txt'] }}
      Copy File    @/from/*.txt    @/one.txt`)
    expect(message).toBe("Multiple matches with source pattern '@/from/*.txt'.")
  })

  it('that are not there are told in the words of Python', async () => {
    expect((await run('Get File    @/none')).message).toBe(
      "FileNotFoundError: [Errno 2] No such file or directory: '@/none'",
    )
    expect((await run('Get Binary File    @/')).message).toMatch(/^IsADirectoryError: \[Errno 21\]/)
  })

  it('are waited for', async () => {
    const { message } = await run(`
      Run    (sleep 0.1; touch @/late) >/dev/null 2>&1 &
      Wait Until Created    @/la?e    timeout=10s
      Wait Until Removed    @/late    timeout=0.1s`)
    expect(message).toBe("'@/late' was not removed in 100 milliseconds.")
  })

  it('have a time and a size', async () => {
    const { message } = await run(`
      Create File    @/timed    12345
      Set Modified Time    @/timed    2018-11-22 13:13:42
      \${time} =    Get Modified Time    @/timed
      Should Be Equal    \${time}    2018-11-22 13:13:42
      \${size} =    Get File Size    @/timed
      Should Be Equal    \${size}    \${5}
      File Should Be Empty    @/timed`)
    expect(message).toBe("File '@/timed' is not empty. Size: 5 bytes.")
  })
})

describe('folders', () => {
  it('are made, listed, moved, emptied and removed', async () => {
    const { message } = await run(`
      Create Directory    @/d/sub
      Create File    @/d/f.txt
      \${count} =    Count Files In Directory    @/d    *.txt
      Should Be Equal    \${count}    \${1}
      Move Directory    @/d    @/e/f
      Directory Should Exist    @/e/f/sub
      Empty Directory    @/e/f
      Directory Should Be Empty    @/e/f
      Remove Directory    @/e`)
    expect(message).toBe("Directory '@/e' is not empty.")
  })
})

describe('environment variables', () => {
  it('are set, read by commands, and removed', async () => {
    const { message } = await run(`
      Set Environment Variable    HIL_TEST_NAME    a
      Append To Environment Variable    HIL_TEST_NAME    b    c    separator=-
      \${output} =    Run    echo $HIL_TEST_NAME
      Should Be Equal    \${output}    a-b-c
      Remove Environment Variable    HIL_TEST_NAME
      Get Environment Variable    HIL_TEST_NAME`)
    expect(message).toBe("Environment variable 'HIL_TEST_NAME' does not exist.")
  })
})

describe('commands', () => {
  it('give their exit code, and their output and errors in order', async () => {
    const { message } = await run(`
      \${rc}    \${output} =    Run And Return Rc And Output    echo one; echo two >&2; echo three; exit 7
      Should Be Equal    \${rc}    \${7}
      Should Be Equal    \${output}    one\\ntwo\\nthree`)
    expect(message).toBe('')
  })

  it('end with all they started when the time of the test is over', async () => {
    const { tests } = await runSuiteText(`*** Settings ***
Library    OperatingSystem
*** Test Cases ***
Slow
    [Timeout]    200 ms
    Run    sleep 4711 & sleep 4711
Gone
    Wait Until Keyword Succeeds    5 s    50 ms    Nothing Sleeps
*** Keywords ***
Nothing Sleeps
    \${rc} =    Run And Return Rc    pgrep -f '[s]leep 4711'
    Should Be Equal    \${rc}    \${1}
`)
    expect(tests.get('Slow')?.message).toBe('Test timeout 200 milliseconds exceeded.')
    expect(tests.get('Gone')?.message).toBe('')
  })
})

describe('paths', () => {
  it.each([
    ['Normalize Path    abc/../def//ghi/', 'def/ghi'],
    ['Join Path    base    /other    end', '/other/end'],
    ['Split Path    abc/def/', "('abc', 'def')"],
    ['Split Extension    p/...file..ext...', "('p/...file.', 'ext...')"],
    ['Split Extension    .bashrc', "('.bashrc', '')"],
  ])('%s', async (step, expected) => {
    const { log } = await run(`\${result} =    ${step}\nLog    \${result}`)
    expect(log).toEqual([`INFO ${expected}`])
  })
})

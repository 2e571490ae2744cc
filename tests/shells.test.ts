import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installed } from '../src/runtime/testing/installed.ts'
import { createProject, type Project } from './project.ts'

const BENCH = `devices:
  board:
    type: linux-board
    console: { type: serial, path: ./tty, exclusive: false }
    shell: { nudge: 300 ms }
    says: { shell: 'board# $' }
  desk:
    role: server
    drivers:
      shell: { type: local-shell }
`

const SUITE = `*** Test Cases ***
Runs commands
    Bring Device To    shell
    Device State Should Be    shell
    \${said} =    Run Command    echo out; echo err >&2
    Should Be Equal    \${said}    out
    \${code} =    Get Exit Code Of Command    exit 7
    Should Be Equal As Integers    \${code}    7
    \${said} =    Command Should Succeed    printf 'a\\\\nb\\\\n'
    Should Be Equal    \${said}    a\\nb
    \${said} =    Command Should Fail    ls /no/such    timeout=5 s
    Should Contain    \${said}    /no/such
    Run Keyword And Expect Error    "false" ended with 1; expected 0. It printed nothing.    Command Should Succeed    false
    Run Keyword And Expect Error    "true" ended with 0; expected another code than 0.*    Command Should Fail    true
    Run Keyword And Expect Error    "false" ended with 1; expected 5.*    Command Should Fail    false    exit_code=5

Runs commands in the background
    \${job} =    Start command "sleep 1000" in the background
    Command Should Be Running    \${job}
    Stop command \${job}
    \${ended} =    Wait for command \${job}
    Should Be Equal As Integers    \${ended.exitCode}    143

Brings files
    \${put} =    Put File On Device    suites/notes.txt    \${OUTPUT}/there.txt
    Checksum On Device Should Be    \${OUTPUT}/there.txt    \${put.sha256}
    \${copy} =    Get File From Device    \${OUTPUT}/there.txt    \${OUTPUT}/back.txt
    \${text} =    Run Command    cat \${copy}
    Should Be Equal    \${text}    a note
    Remove file "\${OUTPUT}/there.txt" from device
    Run Keyword And Expect Error    board has no file *there.txt*    Files Checksum    \${OUTPUT}/there.txt
`

const HERE = `*** Test Cases ***
Runs commands here
    Use Device    desk
    \${said} =    Run Command    echo here
    Should Be Equal    \${said}    here
`

/** A board: a shell on a pseudoterminal that looks like a serial port. */
async function openBoard(project: Project): Promise<ChildProcess> {
  project.write({ 'board.sh': 'while :; do bash --norc -i; done\n' })
  const link = `PTY,link=${project.folder}/tty,rawer`
  const board = spawn('socat', [link, 'EXEC:"sh board.sh",pty,setsid,ctty,stderr,sane'], {
    cwd: project.folder,
    env: { ...process.env, PS1: 'board# ' },
    stdio: 'ignore',
  })
  onTestFinished(() => void board.kill('SIGKILL'))
  await expect.poll(() => existsSync(`${project.folder}/tty`)).toBe(true)
  return board
}

describe.skipIf(!installed('socat', 'bash'))('a board with a shell on its serial port', () => {
  test('runs commands, also in the background, and takes files', async () => {
    await using project = createProject({
      'bench.yaml': BENCH,
      'suites/here.hil': HERE,
      'suites/notes.txt': 'a note\n',
    })
    project.write({ 'suites/shell.hil': SUITE.replaceAll('${OUTPUT}', project.folder) })
    await openBoard(project)
    const run = await project.hil(['run'])
    expect(run.all).toContain('4 passed')
    const events = project.records().flatMap((record) => record.events)
    const sent = events.flatMap((event) =>
      event.kind === 'console' && event.direction === 'out' ? [event.text] : [],
    )
    expect(sent.join('')).toContain(" _hil 4 'echo out; echo err >&2'\r")
    await project.isClean()
  })

  test.skipIf(!installed('rz', 'sz'))('brings files by ZMODEM', async () => {
    const there = '${OUTPUT}/there.bin'
    const lines = [
      `Put File On Device    suites/all.bin    ${there}`,
      `Get File From Device    ${there}    ${there}.back`,
      `Command Should Succeed    cmp suites/all.bin ${there}.back`,
    ]
    await using project = createProject({
      'bench.yaml': BENCH.replace('nudge: 300 ms', 'nudge: 300 ms, transfer: zmodem'),
      'suites/all.bin':
        `${Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('')}\n`.repeat(200),
    })
    const suite = `*** Test Cases ***\nCross\n    Bring Device To    shell\n    ${lines.join('\n    ')}\n`
    project.write({ 'suites/files.hil': suite.replaceAll('${OUTPUT}', project.folder) })
    await openBoard(project)
    const run = await project.hil(['run'])
    expect(run.all).toContain('1 passed')
    await project.isClean()
  })

  test('whose state cannot be reached fails one test with the cause, and skips the others', async () => {
    const bring = '    Bring Device To    login\n'
    await using project = createProject({
      'bench.yaml': BENCH.replace('says: {', "says: { login: 'never seen',"),
      'suites/states.hil': `*** Test Cases ***\nFirst\n${bring.replace('login', 'login    timeout=3 s')}\nSecond\n${bring}`,
    })
    await openBoard(project)
    const run = await project.hil(['run'])
    expect(run.exitCode).toBe(1)
    expect(run.all).toMatch(/1 failed(?:.|\n)*1 skipped/)
  })
})

import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

const SUITE = `*** Settings ***
Library    Dialogs

*** Test Cases ***
Answers
    Pause Execution    Plug the cable in.
    \${name} =    Get Value From User    Serial number?
    \${secret} =    Get Value From User    Password?    hidden=True
    \${color} =    Get Selection From User    LED?    red    green    blue    default=2
    \${ports} =    Get Selections From User    Ports?    a    b    c
    Log To Console    got \${name} \${secret.upper()} \${color} \${ports}
Step Fails
    Execute Manual Step    Is it warm?    it is cold
`

/** A test may take so long, in milliseconds, and the operator takes longer for this question. */
const TIMEOUT = 3000
const SLOW = 'Press Enter'

/** Runs the suite at a terminal of its own (util-linux' script) and types each answer after its question. */
async function atTerminal(project: Project, args: string, answers: readonly (readonly [string, string])[]) {
  const hil = `${process.execPath} node_modules/hilwright/dist/src/cli/main.js run ${args}`
  const env = { ...process.env, CI: '', TMPDIR: `${project.folder}/.tmp` }
  const run = execa('script', ['-qfec', hil, '/dev/null'], {
    ...{ cwd: project.folder, env, reject: false, all: true, buffer: false },
  })
  let said = ''
  run.all.on('data', (chunk) => {
    said += String(chunk)
  })
  let from = 0
  for (const [question, answer] of answers) {
    while (!said.slice(from).includes(question)) await once(run.all, 'data')
    from = said.length
    await setTimeout(question === SLOW ? TIMEOUT * 1.2 : 0)
    run.stdin.write(answer)
  }
  const { exitCode } = await run
  return { exitCode, said: said.replaceAll('\r', '') }
}

test('an operator answers at the terminal, however long that takes', async () => {
  await using project = createProject({ 'suites/ask.hil': SUITE })
  const { exitCode, said } = await atTerminal(project, `--timeout ${TIMEOUT}`, [
    [SLOW, '\n'],
    ['number?\r\n> ', 'SN 42\n'],
    ['Password?\r\n> ', 'geheim\x7fm\r'],
    ['[green]:', '9\n'],
    ['is none of the 3 values', '\n'],
    ['for none:', '3, a\n'],
    ['[f]ail?', 'maybe\n'],
    ['[f]ail?', 'f\n'],
    ['Give error message:', '\n'],
  ])
  expect(said).toContain("got SN 42 GEHEIM green ['a', 'c']")
  expect(said).not.toContain('geheim')
  expect(said).toContain('it is cold')
  expect(exitCode).toBe(1)
  await expect.poll(() => project.processes(), { timeout: 20_000 }).toEqual([])
})

test('the end of the input is no answer, and Ctrl-C at a hidden question ends the run', async () => {
  await using project = createProject({ 'suites/ask.hil': SUITE })
  const ended = await atTerminal(project, '--grep Fails', [['[f]ail?', '\x04']])
  expect(ended.said).toContain('No value provided by user.')
  const interrupted = await atTerminal(project, '--grep Answers', [
    [SLOW, '\n'],
    ['number?', 'x\n'],
    ['Password?\r\n> ', '\x03'],
  ])
  expect(interrupted.exitCode).toBe(130)
  await expect.poll(() => project.processes(), { timeout: 20_000 }).toEqual([])
})

test.each([
  [
    'in CI',
    { CI: '1' },
    'Pause Execution asks an operator, and nobody is there in CI (the environment has CI=1).',
  ],
  ['without a terminal', {}, 'Pause Execution asks an operator, and this run has no terminal.'],
])('%s a question fails at once and says what to do', async (_, env, message) => {
  await using project = createProject({ 'suites/ask.hil': SUITE })
  const { exitCode, all } = await project.hil(['run', '--grep', 'Answers'], env)
  expect(exitCode).toBe(1)
  expect(all).toContain(message)
  expect(all).toContain('give such tests a tag and leave them out')
})

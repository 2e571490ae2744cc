import { execa } from 'execa'
import { expect, test } from 'vitest'
import { exported } from './exported.ts'
import { createProject, HIL, type Project } from './project.ts'
import { typeInto } from './typist.ts'

/** Runs `hil shell` with lines for its prompt. */
async function typed(project: Project, lines: readonly string[], args: readonly string[] = []) {
  const options = { cwd: project.folder, input: `${lines.join('\n')}\n`, reject: false } as const
  return await execa('node', [HIL, 'shell', ...args], options)
}

test('keywords are typed one after another: variables and imports stay, failures are told as in tests', async () => {
  await using project = createProject()
  const { stdout, stderr, exitCode } = await typed(project, [
    'Power Cycle    off_time=50 ms',
    '${text} =    Read Serial Until    boot complete    timeout=20 s',
    'Should Contain    ${text}    Hilwright',
    'Library    Collections',
    '${list} =    Create List    one',
    'Append To List    ${list}    two',
    'Log    ${list}',
    '# a comment',
    'Powr On',
    'Should Be Equal    left    right',
    'Evaluate    1 + 2',
  ])
  expect(stdout).toContain("['one', 'two']")
  expect(stdout.endsWith('3')).toBe(true)
  expect(stderr).toContain('I do not know the keyword "Powr On".\n  Did you mean:\n   Power On')
  expect(stderr).toContain('left != right')
  expect(exitCode).toBe(1)
  await project.isClean()
})

test('a command in the shell uses the bench that the shell holds, and its exit code is the shell’s', async () => {
  await using project = createProject()
  const { url, state, end } = await exported(project)
  const script = `node ${HIL} call board.power.on && node ${HIL} call board.power.state && node ${HIL} devices; exit 7`
  const run = await project.hil(['shell', '--exporter', url, '--', 'sh', '-c', script], state)
  expect(run).toMatchObject({ exitCode: 7, stderr: '' })
  expect(run.stdout).toMatch(/^on\n.*in use by \S+ \(hil shell/s)
  expect((await project.hil(['call', 'board.power.state', '--exporter', url], state)).stdout).toBe('off')
  await end()
})

test.each([
  ['true', 0],
  ['exit 255', 255],
  ['kill -TERM $$', 143],
  ['exec no-such-command', 127],
])('hil shell -- sh -c "%s" ends with %s', async (script, code) => {
  await using project = createProject()
  expect((await project.hil(['shell', '--', 'sh', '-c', script])).exitCode).toBe(code)
})

test('a command that does not exist ends with 127', async () => {
  await using project = createProject()
  expect(await project.hil(['shell', '--', 'no-such-command'])).toMatchObject({
    exitCode: 127,
    stderr: 'hil shell: no-such-command: command not found',
  })
})

/** A new prompt; one that is drawn again while a line is typed follows no line break. */
const SCRIPT = `
prompt = b'\\n\\x1b[1G\\x1b[0Jboard> '
until(b'board> ')
type(b'Power Cyc\\t')
until(b'Power Cycle')
type(b'    off\\t')
until(b'off_time=')
type(b'20 ms\\r')
until(prompt)
type(b'Run Keywords    Log    now waiting    AND    Read Serial Until    nothing\\r')
until(b'\\nnow waiting\\r')
type(b'\\x03')
until(b'interrupted')
until(prompt)
type(b'Power State Should Be    on\\r')
until(prompt)
type(b'\\x04')
print('code', ended())
`

test('on a terminal Tab completes, Ctrl-C stops the keyword only, Ctrl-D leaves, and lines are remembered', async () => {
  await using project = createProject()
  const env = { XDG_STATE_HOME: `${project.folder}/state` }
  expect(await typeInto(project, ['shell'], { script: SCRIPT, env })).toBe('code 0')
  expect(project.read('state/hilwright/shell-history').split('\n')).toContain('Power State Should Be    on')
})

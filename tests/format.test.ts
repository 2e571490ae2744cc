import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { formatText } from '../src/grammar/format/format-text.ts'
import { examplesOf, readPages } from './documentation/pages.ts'
import { REPOSITORY } from './installed-package.ts'
import { createProject } from './project.ts'

const UGLY = '*** test cases ***\nA\n  Log  one   # note\n\n\nB\n\tLog\ttwo\n'
const FINE = '*** Test Cases ***\nA\n    Log    one    # note\n\nB\n    Log    two\n'
const BROKEN = '*** Test Cases ***\nA\n  Log  one\nB\n  IF  ${x}\n  Log  two\n'

test('files of a folder are formatted in place, and a second time nothing changes', async () => {
  await using project = createProject({
    'suites/a.hil': UGLY,
    'suites/sub/b.robot': UGLY,
    'suites/c.hil': FINE,
  })
  const first = await project.hil(['format', 'suites'])
  expect(first).toMatchObject({ exitCode: 0, stderr: '2 of 3 files changed' })
  expect(first.stdout.split('\n')).toEqual(['suites/a.hil', 'suites/sub/b.robot'])
  expect(project.read('suites/a.hil')).toBe(FINE)
  expect(project.read('suites/sub/b.robot')).toBe(FINE)
  expect(await project.hil(['format'])).toMatchObject({ exitCode: 0, stdout: '' })
})

test('--check lists what would change, ends with 1, and changes nothing', async () => {
  await using project = createProject({ 'suites/a.hil': UGLY, 'suites/c.hil': FINE })
  const ended = await project.hil(['format', '--check'])
  expect(ended).toMatchObject({ exitCode: 1, stdout: 'suites/a.hil', stderr: '1 of 2 files would change' })
  expect(project.read('suites/a.hil')).toBe(UGLY)
  expect(await project.hil(['format', '--check', 'suites/c.hil'])).toMatchObject({ exitCode: 0, stdout: '' })
})

test('--diff shows what would change, and changes nothing', async () => {
  await using project = createProject({
    'suites/a.hil': UGLY,
    'suites/crlf.hil': FINE.replaceAll('\n', '\r\n'),
  })
  const { exitCode, stdout } = await project.hil(['format', '--diff'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('--- a/suites/a.hil\n+++ b/suites/a.hil\n@@')
  expect(stdout).toContain('-  Log  one   # note\n')
  expect(stdout).toContain('+    Log    one    # note\n')
  expect(stdout).toContain('+++ b/suites/crlf.hil')
  expect(project.read('suites/a.hil')).toBe(UGLY)
})

test('a dash reads the standard input', async () => {
  await using project = createProject()
  const main = `${project.folder}/node_modules/hilwright/dist/src/cli/main.js`
  const format = (input: string, ...args: string[]) =>
    execa(process.execPath, [main, 'format', ...args, '-'], {
      input,
      reject: false,
      stripFinalNewline: false,
    })
  expect(await format(UGLY)).toMatchObject({ exitCode: 0, stdout: FINE })
  const resource = await format(UGLY, '--stdin-file', 'x.resource')
  expect(resource).toMatchObject({ exitCode: 2, stdout: UGLY })
  expect(resource.stderr).toContain('x.resource:1:1  A resource file cannot have a section "test cases".')
})

test('what cannot be understood stays as it is, and is told', async () => {
  await using project = createProject({ 'suites/a.hil': BROKEN, 'suites/latin.hil': '' })
  const { exitCode, stderr } = await project.hil(['format'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('suites/a.hil:5:3  IF has no END.')
  expect(project.read('suites/a.hil')).toBe(
    '*** Test Cases ***\nA\n    Log    one\n\nB\n  IF  ${x}\n  Log  two\n',
  )
})

test('paths that are no suites are refused', async () => {
  await using project = createProject()
  const missing = await project.hil(['format', 'nowhere'])
  expect(missing).toMatchObject({ exitCode: 2 })
  expect(missing.stderr).toContain('There is no file or folder "nowhere".')
  const other = await project.hil(['format', 'bench.yaml'])
  expect(other).toMatchObject({ exitCode: 2 })
  expect(other.stderr).toContain('ends in .hil, .robot or .resource')
})

test('the examples of formatting.md are formatted as the page shows', () => {
  const examples = examplesOf(readPages()).filter(
    ({ page, language }) => page === 'docs/formatting.md' && language === 'robotframework',
  )
  const [before, after, ...others] = examples.map(({ text }) => text)
  expect(formatText(before ?? '', 'suite').text).toBe(after)
  for (const text of [after ?? '', ...others]) expect(formatText(text, 'suite').text).toBe(text)
  expect(others.length).toBeGreaterThan(0)
})

test('the suites of the repository, and the first suite of a new project, are formatted', async () => {
  await using project = createProject()
  await project.hil(['init', 'lab'])
  const suites = join(REPOSITORY, 'suites')
  expect(await project.hil(['format', '--check', 'lab', suites])).toMatchObject({ exitCode: 0, stdout: '' })
})

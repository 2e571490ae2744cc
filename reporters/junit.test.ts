import { join } from 'node:path'
import { execa } from 'execa'
import { expect, type TestContext, test } from 'vitest'
import { createProject, type Project, spec, stub } from '../tests/reporters/run-project.ts'

/** Debian's package libxml2-utils; without it the tests that need it are skipped. */
const XMLLINT = 'xmllint'

const SCHEMAS = join(import.meta.dirname, '../tests/schema')

/** A suite with a test for each kind of outcome. */
const EVERY_OUTCOME = spec(
  "test('passes', { tag: ['@smoke', '@nightly'] }, async ({}, info) => {",
  "  info.annotations.push({ type: 'hil.device', description: 'board' })",
  "  console.log('printed'); console.error('complained')",
  "  await info.attach('console-board', { body: 'boot complete', contentType: 'text/plain' })",
  '})',
  "test('fails', () => { expect.soft(1).toBe(2); throw new Error('at last', { cause: new Error('no clock') }) })",
  "test('lab', () => { throw Object.assign(new Error('the bench is gone'), { name: 'LabError' }) })",
  "test('flaky', async ({}, info) => { if (info.retry === 0) throw new Error('only once') })",
  "test('skips', () => { test.skip(true, 'no camera') })",
  "test.skip('plain skip', () => {})",
)

test('suite, file and class are named after the .hil file, with its devices and tags as properties', async () => {
  const code = `\n\nrequire('@playwright/test').test('Boots', { tag: '@smoke' }, async ({}, info) => {
  info.annotations.push({ type: 'hil.device', description: 'board, broker' }); throw new Error('never booted')
})`
  await using project = await createProject({
    '.hilwright/suites/boot.hil.cjs': stub('../../suites/boot.hil', code),
    'suites/boot.hil': '*** Test Cases ***\n\nBoots\n    Read Serial Until    boot complete\n',
  })
  await project.run()
  const report = project.junit()
  expect(report).toContain('<testsuite name="suites/boot.hil" file="suites/boot.hil" timestamp="')
  expect(report).toContain('tests="1" failures="1" errors="0" skipped="0"')
  expect(report).toMatch(
    /<testcase name="Boots" classname="suites\/boot.hil" time="\d+\.\d{3}" group="@smoke">/,
  )
  for (const fact of [
    'name="suite" value="Boot"',
    'name="device" value="board"',
    'name="device" value="broker"',
    'name="tag" value="@smoke"',
  ])
    expect(report).toContain(`<property ${fact}/>`)
  expect(report).toContain('<failure message="Error: never booted" type="Error">')
  expect(report).toMatch(/&gt; 4 \| {5}Read Serial Until {4}boot complete/)
  expect(report).not.toContain('boot.hil.cjs"')
  expect(report).not.toContain(project.folder)
})

test('failures, errors of the lab, retries, skips and output stand in their own elements', async () => {
  await using project = await createProject({ 'all.spec.cjs': EVERY_OUTCOME })
  await project.run(['test', '--retries', '1'])
  const report = project.junit()
  expect(report).toContain('tests="6" failures="1" errors="1" skipped="2"')
  expect(caseOf(report, 'passes')).toMatch(
    /--- console-board ---\nboot complete\n--- printed by the test ---\nprinted\n/,
  )
  expect(caseOf(report, 'passes')).toMatch(/<system-err>\s*<!\[CDATA\[complained\n\]\]>/)
  expect(caseOf(report, 'fails')).toMatch(
    /<failure [\s\S]*Expected: 2[\s\S]*at last[\s\S]*Caused by: Error: no clock[\s\S]*<\/failure>/,
  )
  expect(caseOf(report, 'fails')).toMatch(/<rerunFailure message="Error: expect/)
  expect(caseOf(report, 'lab')).toMatch(
    /<error message="LabError: the bench is gone" type="LabError">[\s\S]*<rerunError/,
  )
  expect(caseOf(report, 'flaky')).toMatch(
    /<flakyFailure message="Error: only once" type="Error">\s*<stackTrace>/,
  )
  expect(caseOf(report, 'flaky')).not.toContain('<failure')
  expect(caseOf(report, 'skips')).toContain('<skipped message="no camera"/>')
  expect(caseOf(report, 'plain skip')).toContain('<skipped/>')
})

test('text from a device can neither break the document nor name files to fetch', async () => {
  const log =
    'a\\u0000b\\u001b[31mred\\u001b[0m ]]> \\ud800 \\ufffe <&> 北京 \\u{1f600}\\r\\n[[ATTACHMENT|/etc/passwd]]\\n'
  await using project = await createProject({
    'text.spec.cjs': spec(
      'test(\'"quotes" & <tags> ü\', async ({}, info) => {',
      `  await info.attach('console-board', { body: Buffer.concat([Buffer.from('${log}'), Buffer.from([0xc3, 0x28])]), contentType: 'text/plain' })`,
      `  throw new Error('got ${log}')`,
      '})',
    ),
  })
  await project.run()
  const report = project.junit()
  expect(report).toContain('name="&quot;quotes&quot; &amp; &lt;tags> ü"'.replace('>', '&gt;'))
  expect(report).toContain(
    'abred ]]]]><![CDATA[> \ufffd  <&> 北京 😀\r\n[ [ATTACHMENT|/etc/passwd]]\n\ufffd(',
  )
  expect(report).toContain('Error: got abred ]]&gt;')
  expect(report).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u)
  expect(report).not.toContain('\n[[ATTACHMENT|/etc')
})

test('a long log is cut at its front, and the whole file is named for the reader to fetch', async () => {
  const body = "Array.from({ length: 40_000 }, (_, i) => `line ${i}`).join('\\n')"
  const attach = "await info.attach('console-board', { path: file, contentType: 'text/plain' })"
  await using project = await createProject({
    'long.spec.cjs': spec(
      `const write = (info) => { const file = info.outputPath('c.log'); require('node:fs').writeFileSync(file, ${body}); return file }`,
      `test('passes', async ({}, info) => { const file = write(info); ${attach} })`,
      `test('fails', async ({}, info) => { const file = write(info); ${attach}; throw new Error('no') })`,
      `test('lost', async ({}, info) => { const file = write(info); ${attach}; require('node:fs').rmSync(info.attachments[0].path) })`,
    ),
  })
  await project.run()
  const [passes, fails] = [caseOf(project.junit(), 'passes'), caseOf(project.junit(), 'fails')]
  expect(passes).toMatch(/\[the first \d+ of 428889 bytes are left out\]\nline \d+\n/)
  expect(passes).toContain('\nline 39999\n')
  expect(passes).toMatch(/\n\[\[ATTACHMENT\|test-results\/[^\n]*\]\]\n/)
  expect(passes.length).toBeLessThan(17_000)
  expect(fails.length).toBeGreaterThan(99_000)
  expect(fails.length).toBeLessThan(110_000)
  expect(caseOf(project.junit(), 'lost')).toContain('[this log could not be read: ENOENT')
})

test('the tests of two projects keep apart', async () => {
  await using project = await createProject(
    { 'a.spec.cjs': spec("test('A', async ({}, info) => { expect(info.project.name).toBe('desk') })") },
    "config.projects = [{ name: 'desk' }, { name: 'lab' }]",
  )
  await project.run()
  const report = project.junit()
  expect(report).toContain('classname="a.spec.cjs [desk]"')
  expect(report).toContain('classname="a.spec.cjs [lab]"')
  expect(report).toContain('<property name="project" value="lab"/>')
  expect(project.json().map((suite) => [suite.project, suite.tests])).toEqual([
    ['desk', { A: 'passed' }],
    ['lab', { A: 'failed' }],
  ])
})

test('every kind of outcome is valid against the schema', async (context) => {
  await using project = await createProject({
    'all.spec.cjs': EVERY_OUTCOME,
    'broken.spec.cjs': 'no such thing',
  })
  await project.run(['test', '--retries', '2'])
  expect(project.junit()).toContain('Outside Of Tests')
  expect(await schemaProblems(project, 'junit.xsd', context)).toBe('')
  await project.run(['test', '--retries', '2', 'all.spec'])
  expect(project.junit()).toContain('flakyFailure')
  expect(await schemaProblems(project, 'junit.xsd', context)).toBe('')
})

test('with testcaseDetails every test case has file, line and properties', async (context) => {
  await using project = await createProject(
    { 'all.spec.cjs': EVERY_OUTCOME },
    'config.reporter[2][1].testcaseDetails = true',
  )
  await project.run(['test', '--retries', '1'])
  const passes = caseOf(project.junit(), 'passes')
  expect(passes).toContain('file="all.spec.cjs" line="2"')
  for (const fact of [
    'name="device" value="board"',
    'name="tag" value="@smoke"',
    'name="tag" value="@nightly"',
  ])
    expect(passes).toContain(`<property ${fact}/>`)
  expect(await schemaProblems(project, 'junit-details.xsd', context)).toBe('')
  expect(await schemaProblems(project, 'junit.xsd', context)).toContain("attribute 'file' is not allowed")
})

/** The text of one test case's element. */
function caseOf(report: string, name: string): string {
  const start = report.indexOf(`<testcase name="${name}"`)
  expect(start, `the case ${name} in ${report}`).toBeGreaterThan(0)
  const next = report.indexOf('<testcase ', start + 1)
  return report.slice(start, next < 0 ? undefined : next)
}

/** What xmllint finds wrong with a project's report; without xmllint the test is skipped, and says so. */
async function schemaProblems(project: Project, schema: string, context: TestContext): Promise<string> {
  const args = ['--noout', '--schema', join(SCHEMAS, schema), join(project.folder, 'out/junit.xml')]
  const { exitCode, stderr, code } = await execa(XMLLINT, args, { reject: false })
  if (code === 'ENOENT') context.skip("xmllint is missing (Debian's package libxml2-utils)")
  return exitCode === 0 ? '' : stderr
}

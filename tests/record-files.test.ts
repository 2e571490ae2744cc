import { expect, test } from 'vitest'
import { createProject } from './project.ts'

const SUITE = `*** Test Cases ***
Starts The Worker
    Log    takes as long as it does

Passes In A Moment
    Log    hello record

Fails
    Fail    no luck

Takes Its Time
    Sleep    400 ms

Uses The Board
    Power On
`

interface Attachment {
  readonly name: string
  readonly path?: string
  readonly body?: string
}

test('a test that passes in a moment has its record in the report; others have a file', async () => {
  await using project = createProject({ 'suites/a.hil': SUITE })
  const env = { HIL_RECORD_FILES: '', PLAYWRIGHT_JSON_OUTPUT_NAME: 'out.json' }
  const { stderr } = await project.hil(['run', '--reporter=json'], env)
  expect(
    project
      .records()
      .map(({ name }) => name.replace(/^suites-a-/, ''))
      .filter((name) => name !== 'Starts-The-Worker'),
    stderr,
  ).toEqual(['Fails', 'Takes-Its-Time', 'Uses-The-Board'])
  const { suites } = JSON.parse(project.read('out.json'))
  const specs: { title: string; tests: { results: { attachments: Attachment[] }[] }[] }[] = suites[0].specs
  const quick = specs.find(({ title }) => title === 'Passes In A Moment')
  const record = quick?.tests[0]?.results[0]?.attachments.find(({ name }) => name === 'record')
  const text = Buffer.from(record?.body ?? '', 'base64').toString()
  expect(text).toContain('hello record')
  const kinds = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).kind)
  expect(kinds).toEqual(['record', 'test-start', 'log', 'step', 'test-end'])
})

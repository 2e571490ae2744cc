import { expect, test } from 'vitest'
import { config, createProject } from './project.ts'

const ROUNDS = 1500

const SUITE = `*** Test Cases ***
Loops
    FOR    \${n}    IN RANGE    ${ROUNDS}
        Set Test Variable    \${last}    \${n}
        Log    round \${n}
    END
    Log    after the loop
`

test('of a loop of 3,000 keywords Playwright is shown a few hundred steps, and the record has all', async () => {
  await using project = createProject({
    'suites/loop.hil': SUITE,
    'playwright.config.ts': config("reporter: [['json', { outputFile: 'playwright.json' }]],"),
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode, all).toBe(0)
  const shown = titlesOf(JSON.parse(project.read('playwright.json')))
  expect(shown.length).toBeGreaterThan(200)
  expect(shown.length).toBeLessThan(400)
  const folded = shown
    .map((title) => /and (\d+) more steps, all in the record/.exec(title)?.[1])
    .find(Boolean)
  const { events, steps } = project.record('loop-Loops')
  expect(steps.filter((step) => step.startsWith('Log    round'))).toHaveLength(ROUNDS)
  expect(steps).toContain('Log    after the loop')
  const messages = events.flatMap((event) => (event.kind === 'log' ? [event.message] : []))
  expect(messages.filter((message) => message.startsWith('round '))).toEqual(
    Array.from({ length: ROUNDS }, (_, round) => `round ${round}`),
  )
  expect(shown.length + Number(folded)).toBeGreaterThanOrEqual(2 * ROUNDS)
})

/** The titles of all steps in Playwright's own JSON report. */
function titlesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(titlesOf)
  if (typeof value !== 'object' || value === null) return []
  const own =
    'steps' in value && Array.isArray(value.steps) ? value.steps.map(({ title }) => String(title)) : []
  return [...own, ...Object.values(value).flatMap(titlesOf)]
}

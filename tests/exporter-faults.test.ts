import { describe, expect, test } from 'vitest'
import { CuttableLink } from '../src/transport/testing/cuttable-link.ts'
import { createProject, type Project } from './project.ts'

const SUITE = `*** Settings ***
Suite Teardown    Log To Console    torn down

*** Test Cases ***
Works Through The Silence
    Power Cycle    off_time=50 ms
    Read Serial Until    boot complete    timeout=20 s
    Log To Console    now be silent
    Sleep    SECONDS s
    Run Command    echo still here
`

/** Runs a suite whose link to its exporter falls silent for so long. */
async function silentFor(seconds: number) {
  const project: Project = createProject({ 'suites/a.hil': SUITE.replace('SECONDS', `${seconds + 1}`) })
  const state = { XDG_STATE_HOME: `${project.folder}/state` }
  const exporter = project.hil(['exporter', 'serve', '--listen', '127.0.0.1:0'], state)
  const said = await exporter.says('Clients show the token in')
  using link = await CuttableLink.to(Number(/ws:\S+:(\d+)/.exec(said)?.[1]))
  const run = project.hil(['run', '--exporter', link.url], state)
  await run.says('now be silent')
  await link.silence(seconds * 1000)
  const ended = await run
  exporter.signal('SIGINT', 'process')
  await exporter
  await project[Symbol.asyncDispose]()
  return ended
}

describe.concurrent('a link that falls silent', () => {
  test.each([10, 25])('for %i s is noticed by nobody', { timeout: 120_000 }, async (seconds) => {
    const { all, exitCode } = await silentFor(seconds)
    expect(all).toContain('1 passed')
    expect(exitCode).toBe(0)
  })

  test('for 31 s ends the run cleanly: the lab failed', { timeout: 120_000 }, async () => {
    const { all, exitCode } = await silentFor(31)
    expect(all).toContain('could not be made again within 30 s')
    expect(all).toContain('torn down')
    expect(exitCode).toBe(3)
  })
})

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readRobotCases, runRobotCases } from '../../testing/robot-cases.ts'

const CASES = readRobotCases(new URL('./robot-results.tsv', import.meta.url))

describe('a call ends as in Robot', () => {
  let results: Awaited<ReturnType<typeof runRobotCases>> = []
  beforeAll(async () => {
    vi.stubEnv('TZ', 'UTC')
    results = await runRobotCases(CASES, ['DateTime', 'String'])
  })
  afterAll(() => {
    vi.unstubAllEnvs()
  })
  it.each(CASES.map((one, index) => ({ ...one, index })))('$group: $steps', ({ index, expected }) => {
    expect(results[index]).toEqual(expected)
  })
})

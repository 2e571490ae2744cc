import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProject, type Ended, type Project } from './project.ts'

/** A mistake as docs/mistakes.md shows it. */
interface Mistake {
  readonly title: string
  readonly file: string
  readonly suite: string
  /** All that is said of the file. */
  readonly says: string
  /** The lines that `--fix` writes. */
  readonly writes: readonly string[]
}

const PAGE = readFileSync(join(import.meta.dirname, '../docs/mistakes.md'), 'utf8')
const MISTAKES = PAGE.split('\n## ').slice(1).map(readMistake)

describe('mistakes of beginners', () => {
  let project: Project
  let check: Ended
  let fix: Ended
  beforeAll(async () => {
    project = createProject(Object.fromEntries(MISTAKES.map(({ file, suite }) => [`suites/${file}`, suite])))
    check = await project.hil(['check', 'suites'])
    fix = await project.hil(['check', '--fix', 'suites'])
  })
  afterAll(() => project[Symbol.asyncDispose]())

  test('there are more than twenty, and checking them ends with 2', () => {
    expect(MISTAKES.length).toBeGreaterThan(20)
    expect([check.exitCode, fix.exitCode]).toEqual([2, 2])
  })

  test.each(MISTAKES.map((mistake) => [mistake.title, mistake] as const))(
    '%s is found at its line, with the right fix',
    (_title, { file, says }) => {
      expect(saidOf(file)).toBe(says)
    },
  )

  test.each(MISTAKES.map((mistake) => [mistake.title, mistake] as const))(
    '%s: --fix writes what the page shows, and nothing else',
    (_title, { file, suite, writes }) => {
      const before = suite.split('\n')
      const changed = project.read(`suites/${file}`).split('\n')
      expect(changed).toHaveLength(before.length)
      expect(changed.filter((line, index) => line !== before[index])).toEqual(writes)
    },
  )

  test('what was written is told, line by line', () => {
    const written = MISTAKES.filter(({ writes }) => writes.length > 0)
    for (const { file } of written)
      expect(fix.stderr).toMatch(new RegExp(`^suites/${file}:\\d+ {2}fixed [a-z-]+$`, 'm'))
    expect(fix.stderr).toContain('  fixed two-spaces-missing\n   3 |     Should Be Equal    ${1}    1\n')
  })

  function saidOf(file: string): string {
    const blocks = check.stderr.split('\n\n').filter((block) => block.startsWith(`suites/${file}:`))
    return blocks
      .join('\n\n')
      .trimEnd()
      .replaceAll(`suites/${file}`, file)
      .replaceAll(join(project.folder, 'suites'), 'FOLDER')
  }
})

function readMistake(section: string): Mistake {
  const title = section.slice(0, section.indexOf('\n'))
  const blocks = [...section.matchAll(/```text (\S+)\n(.*?)\n```/gs)]
  const block = (name: string) => blocks.find(([, info]) => info === name)?.[2]
  const [first] = blocks
  const writes = block('writes')
  return {
    title,
    file: first?.[1] ?? '',
    suite: `${first?.[2] ?? ''}\n`,
    says: block('says') ?? '',
    writes: writes === undefined ? [] : writes.split('\n'),
  }
}

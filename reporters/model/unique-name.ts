import type { TestCase } from '@playwright/test/reporter'

const SEPARATOR = ' › '

/**
 * The name of a test in its suite, after those of its groups. The second test of one name is `Name (2)`: readers
 * such as GitLab drop all but the first, and a line number would give it a new history at every edit.
 */
export function uniqueName(test: TestCase, taken: Set<string>): string {
  const wanted = titlesInFile(test).join(SEPARATOR)
  let name = wanted
  for (let count = 2; taken.has(name); count++) name = `${wanted} (${count})`
  taken.add(name)
  return name
}

/** The titles of the groups around a test in its file, and its own. */
export function titlesInFile(test: TestCase): string[] {
  const titles = [test.title]
  for (let suite = test.parent; suite.type === 'describe' && suite.parent; suite = suite.parent)
    if (suite.title !== '') titles.unshift(suite.title)
  return titles
}

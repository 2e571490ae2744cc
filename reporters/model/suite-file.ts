import { isAbsolute, relative, sep } from 'node:path'
import type { Suite, TestCase } from '@playwright/test/reporter'

/** Files that Playwright cannot collect itself: it loads them through a stub, which no report must name. */
const KEYWORD_SUITE = /\.(hil|robot|resource)$/i

/**
 * The absolute path of the file that a test belongs to: the `.hil` file where its own location is one, otherwise
 * the file that Playwright collected (a spec may register its tests through a function of another file).
 */
export function suiteFileOf(test: TestCase): string {
  if (KEYWORD_SUITE.test(test.location.file)) return test.location.file
  let suite: Suite | undefined = test.parent
  while (suite !== undefined && suite.type !== 'file') suite = suite.parent
  return suite?.location?.file ?? test.location.file
}

/** The path relative to a root, with forward slashes; a path on another drive stays absolute. */
export function relativeFile(file: string, root: string): string {
  const path = relative(root, file)
  return isAbsolute(path) ? file : path.split(sep).join('/')
}

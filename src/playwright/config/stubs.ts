import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { writeWhole } from '../../runtime/files/write-whole.ts'

/** The folder, beside the configuration, in which the stubs stand; not to be committed. */
export const STUB_FOLDER = '.hilwright'

/**
 * Playwright collects JavaScript files only: each suite gets a file of one constant line that loads it. Writes those
 * that are missing, removes those whose suite is gone, and returns the folder.
 */
export function writeStubs(root: string, suites: readonly string[]): string {
  const folder = join(root, STUB_FOLDER)
  const wanted = new Map(suites.map((suite) => [stubPath(root, suite), suite]))
  for (const old of stubsIn(folder)) if (!wanted.has(old)) rmSync(old, { force: true })
  for (const [stub, suite] of wanted) {
    const content = `require(${JSON.stringify(relative(dirname(stub), suite).split(sep).join('/'))})\n`
    if (existsSync(stub) && readFileSync(stub, 'utf8') === content) continue
    mkdirSync(dirname(stub), { recursive: true })
    writeWhole(stub, content)
  }
  return folder
}

/** Where the stub of a suite stands: its path mirrored below the folder. */
export function stubPath(root: string, suite: string): string {
  const path = relative(root, suite)
  const inside = path.split(sep)[0] !== '..' && !isAbsolute(path)
  return join(root, STUB_FOLDER, `${inside ? path : join('outside', suite.replace(/^[A-Za-z]:/, ''))}.cjs`)
}

function stubsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(hil|robot)\.cjs$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { createProject } from './project.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The releases that are supported beside the one that runs the tests. */
const RELEASES = ['22', '24']

/** Where a release lies; the npm package `node` brings a real one. */
function folderOf(release: string): string {
  return join(root, 'node_modules/.cache/hilwright/node', release)
}

function binaryOf(release: string): string | undefined {
  const packages = join(folderOf(release), 'node_modules')
  const names = existsSync(packages) ? readdirSync(packages).filter((name) => name.startsWith('node')) : []
  return names.map((name) => join(packages, name, 'bin/node')).find(existsSync)
}

const SUITE = `*** Settings ***
Test Teardown    Power Off

*** Test Cases ***
Board Boots
    Power On
    Read Serial Until    boot complete

Addition Fails
    Should Be Equal As Integers    \${1}    2
`

const SPEC = `import { expect, test } from 'hilwright'

test('the board is off', async ({ dut }) => {
  expect(await dut.power.state()).toBe('off')
})
`

describe.each(RELEASES)('on Node %s', (release) => {
  beforeAll(async () => {
    if (binaryOf(release) !== undefined) return
    mkdirSync(folderOf(release), { recursive: true })
    const args = ['install', '--prefix', folderOf(release), '--no-save', `node@${release}`]
    await execa('npm', args, { reject: false, timeout: 120_000 })
  }, 130_000)

  test('suites and specs run, and failures stand at their lines', async (context) => {
    const node = binaryOf(release)
    if (node === undefined) context.skip(`npm could not install node@${release}`)
    await using project = createProject({ 'suites/boot.hil': SUITE, 'suites/state.spec.ts': SPEC })
    const main = join(project.folder, 'node_modules/hilwright/dist/src/cli/main.js')
    const options = {
      cwd: project.folder,
      reject: false,
      all: true,
      env: { NO_COLOR: '1', FORCE_COLOR: undefined },
    }
    const { exitCode, all } = await execa(node as string, [main, 'run'], options)
    expect(all).toContain('suites/boot.hil:9:1 › Addition Fails')
    expect(all).toContain('> 10 |     Should Be Equal As Integers')
    expect(all).toMatch(/1 failed[\s\S]*2 passed/)
    expect(exitCode).toBe(1)
  })
})

/** The files of a new project: name and content. The board is virtual, so the first run needs no hardware. */
export function projectFiles(name: string, version: string): readonly (readonly [string, string])[] {
  const manifest = {
    name: name.toLowerCase().replace(/[^a-z0-9-]+/g, '-') || 'hil-tests',
    private: true,
    type: 'module',
    scripts: { test: 'hil run', check: 'hil check' },
    devDependencies: { '@playwright/test': '^1.65.1', hilwright: `^${version}` },
  }
  return [
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['playwright.config.ts', CONFIG],
    ['bench.yaml', BENCH],
    ['suites/first.hil', SUITE],
    ['suites/first.spec.ts', SPEC],
    ['.gitignore', 'node_modules/\n.hilwright/\ntest-results/\nhil-report/\n'],
  ]
}

const CONFIG = `import { defineConfig } from 'hilwright'

export default defineConfig({
  testDir: 'suites',
})
`

const BENCH = `# What hangs on this machine. This board is virtual: real firmware on an emulated ATmega328P.
devices:
  board:
    type: avr-board
    labels: { vendor: acme, model: widget-v2 }
`

const SUITE = `*** Settings ***
Documentation     The first suite of this project. Steps are indented; two or more spaces part the cells.
Test Setup        Power Off
Test Teardown     Power Off

*** Test Cases ***
Board Boots
    [Tags]    smoke
    Power On
    \${log} =    Read Serial Until    boot complete    timeout=10 s
    Should Not Contain    \${log}    panic

Board Tells Its Version
    Power On
    Read Serial Until    hil>
    \${version} =    Run Command    version
    Should Match Regexp    \${version}    \\\\d+\\\\.\\\\d+
`

const SPEC = `import { expect, test } from 'hilwright'

test('the board draws current only when it is on', async ({ dut }) => {
  await dut.power.off()
  expect(await dut.power.current()).toBe(0)
  await dut.power.on()
  await dut.console.readUntil('boot complete')
  expect(await dut.power.current()).toBeGreaterThan(0)
  await dut.power.off()
})
`

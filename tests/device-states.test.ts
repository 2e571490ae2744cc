import { expect, test } from 'vitest'
import { createProject } from './project.ts'

const BENCH = `devices:
  board:
    type: rtos-board
    console: { type: avr-board, pace: fast }
    power: console
    says: { shell: 'hil> ?$' }
`

const SUITE = `*** Test Cases ***
Comes To Its Shell
    \${way} =    Bring Device To    shell
    Should Be Equal    \${way}    \${{ ['off', 'shell'] }}
    \${said} =    Run Command    version    prompt=hil>
    Should Be Equal    \${said}    Hilwright Widget 2.1.0

Comes Back When It Hangs
    Send Line    hang
    Read Serial Until    hang
    Device State Should Be    unknown
    Bring Device To    shell
    \${said} =    Run Command    echo here again
    Should Be Equal    \${said}    here again
    Bring Device To    off
    Power State Should Be    off
`

test('a board whose firmware has a shell is brought to its states, by the driver that is console and power', async () => {
  await using project = createProject({ 'bench.yaml': BENCH, 'suites/states.hil': SUITE })
  const { exitCode, all } = await project.hil(['run'])
  expect(all).toContain('2 passed')
  expect(exitCode).toBe(0)
  await project.isClean()
})

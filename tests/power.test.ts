import { once } from 'node:events'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { startPdu } from '../src/drivers/power-http/trial-pdu.ts'
import { vendors } from '../src/drivers/power-http/trial-vendors.ts'
import { createTrialSupply } from '../src/drivers/scpi-supply/trial-supply.ts'
import { createProject } from './project.ts'

const SUITE = `*** Test Cases ***
Plug
    Power On
    Power Should Be on
    \${amps} =    Measure current
    Should Be Equal As Numbers    \${amps}    0.02
    Power off for 10 ms
    Take 2 power readings every 1 ms
`

test('a suite switches a plug, verified, and the plug is off when the run is over', async () => {
  await using pdu = await startPdu(vendors['shelly-gen2'])
  await using project = createProject({ 'suites/power.hil': SUITE, 'bench.yaml': plug(pdu.url) })
  const { all, exitCode } = await project.hil(['run'])
  expect(all).toContain('1 passed')
  expect(exitCode).toBe(0)
  expect([...pdu.on]).toEqual([])
  expect(pdu.asked.at(-2)).toBe('GET /rpc/Switch.Set?id=0&on=false')
  await project.isClean()
})

test('a plug that lies fails the run as the fault of the lab, with what was asked and what came', async () => {
  await using pdu = await startPdu(vendors['shelly-gen2'])
  pdu.fault = 'lies'
  await using project = createProject({ 'suites/power.hil': SUITE, 'bench.yaml': plug(pdu.url) })
  const { all, exitCode } = await project.hil(['run'])
  expect(all).toMatch(/outlet 0 of http:\S+ was told to switch on and still says off after 5 s/)
  expect(all).toMatch(/Asked last: GET http:\S+Switch\.GetStatus\?id=0 – came: 200 OK \{"id":0/)
  expect(exitCode).toBe(3)
})

const SUPPLY = `*** Test Cases ***
Rail
    Set supply to 3.3 V with limit 500 mA
    Let supply trip at 3.6 V and 200 mA
    Power On
    Supply voltage should be between 3.2 V and 3.4 V
    Supply current should be between 30 mA and 35 mA
    Supply should not have tripped
    Run Keyword And Expect Error    The current of the supply is 0.033 A; expected between 1 A and 2 A.
    ...    Supply Current Should Be Between    1 A    2 A
    \${made} =    Supply Settings
    Should Be Equal As Numbers    \${made}[limit]    0.5
    Run Keyword And Expect Error    The supply did not trip within 10 ms.    Wait Until Supply Trips    10 ms
Short Circuit
    Power Off
    Set supply to 30 V
    Run Keyword And Expect Error    *has tripped: over voltage*    Power On
    \${why} =    Wait until supply trips
    Should Be Equal    \${why}    over-voltage
    Run Keyword And Expect Error    The supply has tripped: over voltage.    Supply Should Not Have Tripped
    Clear trip of supply
    Limit supply to 100 mA
    \${measured} =    Measure supply
    Should Be Equal As Numbers    \${measured}[voltage]    0
`

test('a suite sets a bench supply, and hears of its trips', async () => {
  const { instrument } = createTrialSupply()
  await using _instrument = instrument
  const port = await instrument.listen()
  const bench = `devices:
  board:
    drivers:
      psu: { type: scpi-supply, host: 127.0.0.1, port: ${port}, channel: 2 }
`
  await using project = createProject({ 'suites/supply.hil': SUPPLY, 'bench.yaml': bench })
  const { all, exitCode } = await project.hil(['run'])
  expect(all).toContain('2 passed')
  expect(exitCode).toBe(0)
  await project.isClean()
})

const MANUAL = `*** Test Cases ***
By Hand
    Power On
    Power should be on
    Power Off
`
const BY_HAND =
  'devices: { board: { keepPower: true, drivers: { power: { type: manual-power, name: the rack } } } }\n'

test('an operator switches by hand, from a terminal', async () => {
  await using project = createProject({ 'suites/manual.hil': MANUAL, 'bench.yaml': BY_HAND })
  const hil = `${process.execPath} node_modules/hilwright/dist/src/cli/main.js run`
  const env = { ...process.env, CI: '', TMPDIR: `${project.folder}/.tmp` }
  const run = execa('script', ['-qfec', hil, '/dev/null'], {
    ...{ cwd: project.folder, env, reject: false, all: true, buffer: false },
  })
  let said = ''
  run.all.on('data', (chunk) => {
    said += String(chunk)
  })
  for (const question of ['Switch the power of the rack on.', 'Switch the power of the rack off.']) {
    while (!said.includes(question)) await once(run.all, 'data')
    run.stdin.write('\n')
  }
  expect((await run).exitCode).toBe(0)
  expect(said).toContain('1 passed')
})

test('nobody switches by hand in CI: that fails at once', async () => {
  await using project = createProject({ 'suites/manual.hil': MANUAL, 'bench.yaml': BY_HAND })
  const { all, exitCode } = await project.hil(['run'], { CI: 'true' })
  expect(all).toMatch(/asks an operator, and nobody is there in CI \(the environment has CI=true\)/)
  expect(exitCode).toBe(1)
})

function plug(url: string): string {
  return `devices:
  board:
    drivers:
      power: { type: http-power, backend: shelly-gen2, url: '${url}', timeout: 5 s }
`
}

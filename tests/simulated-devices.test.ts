import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createProject } from './project.ts'

const BENCH = `devices:
  board:
    type: simulated
    interfaces: [power, console, shell, storage, gpio, network, endpoints, measurement]
    console:
      replies: { version: Widget 2.1.0 }
    shell:
      commands:
        uname: Linux
        flaky: { stderr: "it broke", exitCode: 3 }
    endpoints:
      ports:
        web: { pages: { /status: '{"ready": true}' } }
    measurement:
      values: { dc-voltage: 3.3 }
  crowd:
    role: server
    type: simulated
`

const SUITE = `*** Test Cases ***
Boots and answers
    Power On
    Read Serial Until    sim>
    \${version} =    Run Command    version    prompt=sim>
    Should Be Equal    \${version}    Widget 2.1.0
`

const FAULTS = `*** Settings ***
Test Setup        Power Cycle    offTime=1 ms
Test Teardown     End Faults

*** Test Cases ***
A brown-out restarts it
    Read Serial Until    sim>
    Brown Out    voltage=2 V    time=1 ms
    Read Serial Until    Reset cause: brown-out

A boot loop shows
    Boot Loop    every=5 ms
    Read Serial Until    Reset cause: watchdog
    Read Serial Until    Reset cause: watchdog

A hung device does not answer until its power is cycled
    Hang Device
    \${error} =    Run Keyword And Expect Error    *    Run Command    echo anyone    prompt=sim>    timeout=50 ms
    Power Cycle    offTime=1 ms
    Read Serial Until    power-on
    Run Command    version    prompt=sim>

A network is lost and found
    \${page} =    Get From Endpoint    web    /status
    Should Contain    \${page}    ready
    Lose Network
    Link Should Be    eth0    down
    Run Keyword And Expect Error    *network of board is lost*    Get From Endpoint    web    /status
    End Faults
    Http Status Should Be    web    404    /other

A disk is full
    Fill Disk
    Run Keyword And Expect Error    *no space is left*    Flash    \${CURDIR}/faults.hil
    End Faults
    Flash    \${CURDIR}/faults.hil

A device that lies is found out
    Let Device Lie
    Power Off
    Power State Should Be    off
    Current Should Be Between    50 mA    150 mA
`

test('a suite runs on simulated devices alone, and its faults come and go', async () => {
  await using project = createProject({
    'bench.yaml': BENCH,
    'suites/boot.hil': SUITE,
    'suites/faults.hil': FAULTS,
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(all).toContain('7 passed')
  expect(exitCode).toBe(0)
})

test('the command line reaches every simulated interface', async () => {
  await using project = createProject({ 'bench.yaml': BENCH })
  const call = async (...args: readonly string[]) => (await project.hil(['call', ...args])).stdout.trim()
  expect(await call('board.measurement.measure', 'dc-voltage')).toContain('3.3')
  expect(await call('crowd.snmp.get', '1.3.6.1.2.1.1.1.0')).toContain('Simulated device')
  expect(await call('crowd.file-server.list')).toContain('[]')
})

test('a simulated answer that its interface does not allow is a mistake of the bench file', async () => {
  await using project = createProject({
    'bench.yaml': `devices:
  board:
    drivers:
      power: { type: simulated-power, answers: { state: sideways } }
`,
    'suites/one.hil': '*** Test Cases ***\nOne\n    Power On\n',
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode).toBe(2)
  expect(all).toMatch(/bench\.yaml:4:\d+ .*"on"\|"off"/)
})

const NETWORK_SUITE = `*** Test Cases ***
A device fetches a file and serves a page
    Wait until "web" answers within 20 s
    \${page} =    Get "/hello" over HTTP from "web"
    Should Be Equal    \${page}    you asked for /hello
    \${url} =    Stage File    \${CURDIR}/image.bin    boot/image.bin
    \${fetched} =    Get From Endpoint    web    /fetch?\${url}
    Should Be Equal    \${fetched}    an image
    \${bytes} =    File Should Be Fetched    boot/image.bin    timeout=20 s
    Should Be Equal As Integers    \${bytes}    8
`

test('endpoints and file servers work with a real server on the other side', async () => {
  const device = createServer((request, response) => {
    const [path, target] = (request.url ?? '').split('?')
    if (path !== '/fetch' || target === undefined) response.end(`you asked for ${request.url}`)
    else void fetch(target).then(async (fetched) => response.end(await fetched.text()))
  }).listen(0, '127.0.0.1')
  await once(device, 'listening')
  const { port } = device.address() as AddressInfo
  await using project = createProject({
    'bench.yaml': `devices:
  board:
    drivers:
      ports: { type: endpoints, host: 127.0.0.1, ports: { web: { protocol: http, port: ${port} } } }
      files: { type: http-files, address: 127.0.0.1 }
`,
    'suites/network.hil': NETWORK_SUITE,
    'suites/image.bin': 'an image',
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(all).toContain('1 passed')
  expect(exitCode).toBe(0)
  await project.isClean()
  device.close()
})

const CLOCK = `*** Test Cases ***
Tells The Time
    Power On
    Send Line    echo 12:34:56
    Read Serial Until    never    timeout=300 ms
`

const CLOCK_SPEC = `import { test } from 'hilwright'

test('tells the time', async ({ dut }) => {
  await dut.power.on()
  await dut.console.sendLine('echo 12:34:56')
  await dut.console.readUntil('never', { timeout: '300 ms' })
})
`

test('what a console says is never taken for a place in code', async () => {
  const suites = { 'suites/clock.hil': CLOCK, 'suites/clock.spec.ts': CLOCK_SPEC }
  await using project = createProject({ 'bench.yaml': 'devices:\n  board: { type: simulated }\n', ...suites })
  const { all } = await project.hil(['run'])
  expect(all).toContain('> 5 |     Read Serial Until')
  expect(all).toContain("> 6 |   await dut.console.readUntil('never'")
  const places = project.json().map(({ details }) => details[0]?.failure?.location)
  expect(places).toEqual([
    expect.objectContaining({ file: 'suites/clock.hil', line: 5 }),
    expect.objectContaining({ file: 'suites/clock.spec.ts', line: 6 }),
  ])
})

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasPyserial, startPyserial } from '../src/drivers/rfc2217/trial-pyserial.ts'
import { TrialPty } from '../src/drivers/serial-port/trial-pty.ts'
import { createProject } from './project.ts'

const SERIAL_BENCH = `devices:
  board:
    drivers:
      uart: { type: serial, path: ttyUSB0, baudRate: 9600, log: board.log }
`

const UNPLUGGED = `*** Test Cases ***
Survives A Replug
    Send line "start"
    Read serial until "going"
    Send line "heard"
    Read serial until "back again" within 30 s
    Set baud rate to "57600 baud"
    Send line "done"
`

test('a serial port is unplugged and plugged in again in the middle of a test; record and log show the gap', async () => {
  await using project = createProject({ 'bench.yaml': SERIAL_BENCH, 'suites/replug.hil': UNPLUGGED })
  const path = join(project.folder, 'ttyUSB0')
  const first = await TrialPty.plugIn(path)
  const running = project.hil(['run'])
  await first.hears('start')
  first.say('going\n')
  await first.hears('heard')
  await first.unplug()
  await using second = await TrialPty.plugIn(path)
  await expect.poll(() => project.read('board.log'), { timeout: 20_000 }).toContain('is back after')
  second.say('back again\n')
  await second.hears('done')
  const { exitCode, all } = await running
  expect(all).toContain('1 passed')
  expect(exitCode).toBe(0)
  const marks = project.record('Survives-A-Replug').events.filter((event) => event.kind === 'mark')
  expect(marks.map(({ text }) => text)).toEqual([
    expect.stringMatching(/ttyUSB0 disappeared$/),
    expect.stringMatching(/ttyUSB0 is back after/),
  ])
  expect(project.read('board.log')).toMatch(
    /^going\n\n--- .* disappeared ---\n\n--- .* is back after .* ---\nback again\n$/,
  )
})

const NEEDS_PORT = `import { test } from 'hilwright'

test('needs the port', async ({ dut }) => {
  await dut.console.sendLine('start')
})
`

test('a port that is not there is the fault of the lab, and the ports that are there are named', async () => {
  const suites = { 'suites/replug.hil': UNPLUGGED, 'suites/port.spec.ts': NEEDS_PORT }
  await using project = createProject({ 'bench.yaml': SERIAL_BENCH, ...suites })
  await using _other = await TrialPty.plugIn(join(project.folder, 'ttyUSB1'))
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode).toBe(3)
  expect(all).toMatch(/There is no port .*ttyUSB0\./)
  expect(all).toMatch(/Did you mean ".*ttyUSB1"\?/)
  expect(all).toContain('2 failed')
  expect(all).toMatch(/> 2 \| Survives A Replug\n/)
  expect(all, 'no stack of Hilwright').not.toMatch(/node_modules|cause/)
})

const LINES = `*** Test Cases ***
Speaks
    Send line "ping"
    Read serial until "ping"
    Set line RTS off
    Wait until line CTS is off within 5 s
    Line DSR should be on
    Set line RTS on
    Wait For Line    CTS    on
    Send break for 10 ms
    Set Baud Rate    9600
`

test.skipIf(!hasPyserial)(
  'the lines of a port in the network are switched and read by sentences',
  async () => {
    await using server = await startPyserial()
    const bench = `devices:\n  board:\n    drivers:\n      uart: { type: rfc2217, host: 127.0.0.1, port: ${server.port} }\n`
    await using project = createProject({ 'bench.yaml': bench, 'suites/lines.hil': LINES })
    const { exitCode, all } = await project.hil(['run'])
    expect(all).toContain('1 passed')
    expect(exitCode).toBe(0)
    expect(server.lines).toEqual(
      expect.arrayContaining(['set 115200 8 N 1 False False', 'break True', 'break False']),
    )
    expect(server.lines.at(-1)).toBe('set 9600 8 N 1 False False')
  },
)

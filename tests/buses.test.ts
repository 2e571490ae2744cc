import { once } from 'node:events'
import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import library from 'modbus-serial'
import { afterEach, expect, test } from 'vitest'
import { TRIAL_DBC } from '../src/drivers/dbc/trial-dbc.ts'
import { TrialInstrument } from '../src/drivers/scpi/trial-instrument.ts'
import { TrialAdapter } from '../src/drivers/slcan/trial-adapter.ts'
import { freePort } from '../src/runtime/free-port.ts'
import { canOpenPty, openTrialPty } from '../src/runtime/testing/trial-pty.ts'
import { createProject } from './project.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function startMeter(): Promise<number> {
  const meter = new TrialInstrument({
    'MEASure:VOLTage:DC?': () => '+3.30E+00',
    'MEASure:RESistance?': () => '+4.70E+03',
  })
  open.push(meter)
  return meter.listen()
}

async function startBroker(): Promise<number> {
  const broker = await Aedes.createBroker()
  const server = createServer(broker.handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    await new Promise<void>((resolve) => broker.close(() => resolve()))
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  open.push({ [Symbol.asyncDispose]: close })
  return (server.address() as { port: number }).port
}

async function startUnit(): Promise<number> {
  const registers = new Uint16Array(100)
  const port = await freePort()
  const vector = {
    getHoldingRegister: (address: number) => registers[address] ?? 0,
    getCoil: (address: number) => address % 2 === 1,
    setRegister: (address: number, value: number) => void registers.fill(value, address, address + 1),
  }
  const server = new library.ServerTCP(vector, { host: '127.0.0.1', port, unitID: 1 })
  await once(server as unknown as NodeJS.EventEmitter, 'initialized')
  open.push({ [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) })
  return port
}

async function startBus(): Promise<string> {
  const pty = await openTrialPty()
  open.push(pty)
  const adapter = new TrialAdapter(pty.stream)
  adapter.onFrame = (line) => (line.startsWith('t7DF') ? ['t7E8204AB', 't1238A00F000000020000'] : [line])
  return pty.path
}

const SUITE = `*** Test Cases ***
Meter
    Dc Voltage Should Be Between    3.2 V    3.4 V
    ohms = Measure resistance in range 10 kOhm
    Check that ohms == 4700
    Resistance should be between 4.6 kOhm and 4.8 kOhm
    Expect error "*3.3 V*expected between 5 V and 6 V*" from: Dc voltage should be between 5 V and 6 V

Bus
    Can Discard
    Send CAN frame "7DF" with "02 01"
    answer = Receive CAN frame "7E8" within 2 s
    Check that answer.id == 0x7E8
    CAN signal "Speed" should be "1000"
    CAN signal "EngineData.State" should be "Running; warm"
    Send Can Message    EngineData    Speed=1500    State=Starting
    Can Signal Should Be Between    Speed    1499    1501
    Expect error "*Speed should be 7, but it is 1500 rpm*" from: CAN signal "Speed" should be "7" within 50 ms

Registers
    Modbus Write Registers    10    -2    as=int32
    Modbus register 10 should be "-2" as int32
    Modbus register 11 should be "65534"
    Modbus coil 3 should be on
    Expect error "*coil 3 should be off, but it is on*" from: Modbus coil 3 should be off
    \${values} =    Create List    1    2    3
    Modbus Write Registers    20    \${values}
    read = Read 3 Modbus registers at 20
    Check that read == [1, 2, 3]

Messages
    Subscribe to MQTT topic "board/#"
    Publish "booting" to MQTT topic "board/state"
    Publish "ready 7" to MQTT topic "board/state"
    \${payload} =    Wait For Mqtt Message    board/#    containing=ready
    Should Be Equal    \${payload}    ready 7
    Expect error "*No message of board/# came within*" from: Wait for MQTT message of "board/#" within 50 ms
`

test.skipIf(!canOpenPty)('a suite measures, speaks CAN, Modbus and MQTT', async () => {
  const ports = { meter: await startMeter(), broker: await startBroker(), unit: await startUnit() }
  await using project = createProject({
    'suites/a.hil': SUITE,
    'network.dbc': TRIAL_DBC,
    'bench.yaml': `devices:
  board:
    drivers:
      meter: { type: scpi-multimeter, host: 127.0.0.1, port: ${ports.meter} }
      bus: { type: slcan, path: ${await startBus()}, dbc: network.dbc }
      plc: { type: modbus-tcp, host: 127.0.0.1, port: ${ports.unit} }
      broker: { type: mqtt, url: 'mqtt://127.0.0.1:${ports.broker}' }
`,
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode, all).toBe(0)
  expect(all).toContain('4 passed')
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { avrBoard } from '../src/drivers/avr-board.ts'
import { bindSuite } from '../src/keywords/binding/bind-suite.ts'
import { createRunningSuite } from '../src/keywords/catalogue/running.ts'
import { RunState } from '../src/keywords/interpreter/run-state.ts'
import { standardCatalogue } from '../src/keywords/libraries/standard.ts'
import { runTest } from '../src/keywords/test-run/run-test.ts'
import { BenchClient } from '../src/runtime/device/bench-client.ts'
import type { Device } from '../src/runtime/device/device.ts'
import { builtInInterfaces } from '../src/runtime/interfaces/built-in.ts'
import { BenchSession } from '../src/runtime/session/bench-session.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-libraries-'))
let session: BenchSession
let client: BenchClient
let board: Device

beforeAll(async () => {
  const driver = { name: 'mcu', driver: avrBoard, config: avrBoard.config.parse({ pace: 'fast' }) }
  const device = { name: 'Board', type: undefined, role: 'dut' as const, labels: {}, drivers: [driver] }
  session = new BenchSession({ file: join(folder, 'bench.yaml'), devices: [device], secrets: [] })
  client = new BenchClient(session.connect(), new Map(builtInInterfaces.map((known) => [known.name, known])))
  const [held] = await client.hold({ key: 'test', wanted: 'all' })
  if (held === undefined) throw new Error('no board')
  board = held
})

afterAll(async () => {
  await client[Symbol.asyncDispose]()
  await session[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** Runs steps on the board, powered off before; the message of the failure, or `passed`. */
async function run(...steps: readonly string[]): Promise<string> {
  await board.power.off()
  board.console.skipToEnd()
  const path = join(folder, 'suite.hil')
  writeFileSync(path, ['*** Test Cases ***', 'One', ...steps.map((step) => `    ${step}`)].join('\n'))
  const suite = bindSuite(path, standardCatalogue())
  expect(suite.diagnostics).toEqual([])
  const [program] = suite.tests
  if (program === undefined) throw new Error('no test')
  const devices = { current: () => board, board: () => board, leave: () => {}, use: async () => board }
  const end = await runTest(program, {
    scopes: suite.variables.create(folder).enterTest(),
    run: new RunState(SILENT, devices, createRunningSuite(suite.name, suite.doc)),
    ...{ calls: suite.calls, signal: new AbortController().signal, timeout: 30_000, teardownTimeout: 30_000 },
  })
  return end.status === 'failed' ? end.failure.message : end.status
}

const SILENT = {
  showsSteps: false,
  step: <T>(_title: string, _place: unknown, body: () => T | Promise<T>): T | Promise<T> => body(),
  stepEnded: () => {},
  log: () => {},
  print: () => {},
}

const BOOT = ['Power On', 'Read Serial Until    hil>'] as const

describe('power', () => {
  test('is switched and told', async () => {
    expect(await run('Power State Should Be    off', 'Power On', 'Power State Should Be    ON')).toBe(
      'passed',
    )
    expect(await run('Power State Should Be    on')).toBe('The power should be on, but it is off.')
  })

  test('the current lies between limits, or the message tells all three', async () => {
    expect(
      await run(
        ...BOOT,
        '${amps} =    Current Should Be Between    1 mA    50 mA',
        'Should Be True    0.001 < ${amps} < 0.05',
      ),
    ).toBe('passed')
    expect(await run('Current Should Be Between    1 mA    50 mA')).toBe(
      'The device draws 0 mA; expected between 1 mA and 50 mA.',
    )
  })

  test('readings are a list', async () => {
    expect(
      await run(
        'Power On',
        '${list} =    Power Readings    count=2    every=1 ms',
        'Length Should Be    ${list}    2',
      ),
    ).toBe('passed')
  })
})

describe('console', () => {
  test('a command is sent and its output read, the prompt found by itself', async () => {
    expect(
      await run(
        ...BOOT,
        '${said} =    Run Command    echo hello there',
        'Should Be Equal    ${said}    hello there',
      ),
    ).toBe('passed')
    expect(
      await run(
        ...BOOT,
        '${said} =    Run Command    echo hi    prompt=hil>    timeout=20 s',
        'Should Be Equal    ${said}    hi',
      ),
    ).toBe('passed')
  })

  test('waits end by text, pattern, group and silence', async () => {
    expect(
      await run(
        ...BOOT,
        'Send Line    echo temp=42 end',
        '${first} =    Read Serial Match    temp=(\\\\d+)',
        'Should Be Equal    ${first}    42',
        '${rest} =    Read Serial Until Regexp    (?i)E[N]D',
        'Should End With    ${rest}    end',
        '${quiet} =    Read Serial Until Quiet    50 ms',
        'Should Contain    ${quiet}    hil>',
        '${left} =    Read Serial',
        'Should Be Empty    ${left}',
      ),
    ).toBe('passed')
  })

  test('a wait that is in vain says what came; a guard ends it at once', async () => {
    expect(await run(...BOOT, 'Read Serial Until    never    timeout=50 ms')).toMatch(/"never"/)
    expect(await run('Power On', 'Read Serial Until    never    notMatching=hil>')).toMatch(/hil>/)
  })

  test('what was said is found again, whatever the case if so wanted', async () => {
    expect(await run(...BOOT, 'Serial Should Contain    HIL>    ignoreCase=yes')).toBe('passed')
    expect(await run(...BOOT, 'Serial Should Contain    no such text')).toMatch(
      /^The console has not said "no such text". Its last lines:\n {2}\| /,
    )
  })

  test('a regular expression that is none is told', async () => {
    expect(await run(...BOOT, 'Read Serial Match    (')).toMatch(/^"\(" is no regular expression\./)
  })
})

describe('pins and channels', () => {
  test('a pin is read, driven and released', async () => {
    expect(
      await run(
        ...BOOT,
        'Drive Pin    PD2    HIGH',
        'Pulse pin "PD3" low for 20 ms',
        'Led Should Be    LED    off',
        'Light "LED" should be off',
        'Pin Should Be    PD2    high',
        'Drive Pin    PD2    low',
        'Pin Should Be    PD2    low',
        'Release Pin    PD2',
      ),
    ).toBe('passed')
    expect(await run(...BOOT, 'Drive Pin    PD2    high', 'Pin Should Be    PD2    low')).toBe(
      'Pin PD2 should be low, but it is high.',
    )
    expect(await run(...BOOT, 'Pin Should Be    PX9    low')).toMatch(/PX9/)
  })

  test('a voltage is applied and measured', async () => {
    expect(
      await run(
        ...BOOT,
        'Apply Voltage    ADC0    1500 mV',
        '${v} =    Voltage Should Be Between    1.4 V    1.6 V    ADC0',
        'Should Be Equal As Numbers    ${v}    1.5',
        'Voltage Should Be Between    4.9 V    5.1 V',
      ),
    ).toBe('passed')
    expect(
      await run(...BOOT, 'Apply Voltage    ADC0    1 V', 'Voltage Should Be Between    2 V    3 V    ADC0'),
    ).toBe('ADC0 is at 1 V; expected between 2 V and 3 V.')
    expect(
      await run(...BOOT, 'Apply Voltage    ADC0    4 V', 'Voltage Should Be Between    2 V    3 V    ADC0'),
    ).toBe('ADC0 is at 4 V; expected between 2 V and 3 V.')
  })
})

describe('storage and faults', () => {
  test('a file that is no image is refused, and the old firmware runs', async () => {
    const image = join(folder, 'bad.hex')
    writeFileSync(image, ':00000001F0\n')
    expect(await run(`Run Keyword And Expect Error    *    Flash    ${image}`, ...BOOT)).toBe('passed')
  })

  test('a brown-out restarts the board', async () => {
    expect(await run(...BOOT, 'Brown Out', 'Read Serial Until    hil>')).toBe('passed')
  })
})

import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { z } from 'zod'
import type { TrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { avrBoard } from '../avr-board.ts'
import { avrLcd } from '../avr-lcd.ts'
import { simulatedDrivers } from '../simulated/simulated-drivers.ts'

type Config = z.input<typeof avrLcd.config>

/** The pins that the firmware uses. */
const PINS = { rs: 'PB0', rw: 'D9', e: 'PB2', d4: 'PC2', d5: 'PC3', d6: 'PC4', d7: 'PC5' }
const PROMPT = 'hil> '

let trial: TrialDevice

async function open(config: Partial<Config> = {}): Promise<void> {
  trial = await openTrialDevice({
    mcu: { driver: avrBoard, config: { pace: 'fast' } },
    lcd: { driver: avrLcd, config: { ...PINS, ...config } },
  })
}

async function boot(): Promise<void> {
  await trial.device.power.on()
  await trial.device.console.readUntil(PROMPT, { timeout: '30 s' })
}

const run = (command: string) => trial.device.console.run(command, { prompt: PROMPT, timeout: '30 s' })

describe('a display on pins of the board', () => {
  beforeEach(async () => {
    await open()
    await boot()
  })
  afterEach(() => trial[Symbol.asyncDispose]())

  it('shows what the firmware writes', async () => {
    const { lcd } = trial.device
    await run('lcd start')
    await run('lcd print 1 Widget')
    await run('lcd print 2 25')
    await run('lcd data 0xDF 67')
    expect(await lcd.text()).toEqual(['Widget', '25°C'])
    expect(await lcd.state()).toEqual({
      display: 'on',
      ...{ columns: 16, rows: 2, cursor: { visible: false, blinking: false, row: 2, column: 5 } },
    })
    await run('lcd command 0x0F 0x1C')
    expect(await lcd.text()).toEqual([' Widget', ' 25°C'])
    expect(await lcd.state()).toMatchObject({ cursor: { visible: true, blinking: true, row: 2, column: 6 } })
    await run('lcd clear')
    expect(await lcd.text()).toEqual(['', ''])
  })

  it('keeps its text over a reset of the chip, and loses it with the power', async () => {
    const { lcd, power, console, faults } = trial.device
    await run('lcd start')
    await run('lcd print 1 kept')
    await console.sendLine('reset')
    await console.readUntil(PROMPT, { timeout: '30 s' })
    await faults.brownOut({ voltage: '2 V', time: 10 })
    await console.readUntil(PROMPT, { timeout: '30 s' })
    expect(await lcd.text()).toEqual(['kept', ''])
    await faults.brownOut({ voltage: '0 V', time: 10 })
    await console.readUntil(PROMPT, { timeout: '30 s' })
    expect(await lcd.state()).toMatchObject({ display: 'off' })
    await run('lcd start')
    await power.cycle({ offTime: 0 })
    expect(await lcd.state()).toMatchObject({ display: 'off' })
    await power.off()
    await expect(lcd.waitForText('kept', { timeout: 0 })).rejects.toMatchObject({
      code: 'lcd-lacks',
      message: 'The LCD of board does not show "kept". It shows:\n  1 |\n  2 |\n  The power is off.',
    })
  })

  it('is waited for, and every change is told', async () => {
    const { lcd } = trial.device
    await run('lcd start')
    const told: string[] = []
    const waiting = lcd.waitForText('three', { row: 2, timeout: '30 s' })
    const changes = lcd.changes()[Symbol.asyncIterator]()
    const next = async () => {
      const { value } = await changes.next()
      told.push(value.rows[1] ?? '')
    }
    await next()
    await run('lcd print 2 three')
    expect(await waiting).toEqual(['', 'three'])
    while (told.at(-1) !== 'three') await next()
    await changes.return?.()
    expect(told[0]).toBe('')
    expect(told).toEqual([...new Set(told)].sort((a, b) => a.length - b.length))
  })

  it('tells what it shows instead, in time', async () => {
    const { lcd } = trial.device
    await run('lcd start')
    await run('lcd print 1 Battery full')
    await expect(lcd.waitForText('Battery low', { row: 1, timeout: 50 })).rejects.toMatchObject({
      ...{ code: 'lcd-lacks', family: 'device' },
      message:
        'The LCD of board did not show "Battery low" in row 1 within 50 ms. It shows:\n  1 | Battery full\n  2 |',
    })
    await expect(lcd.waitForText('x', { row: 3 })).rejects.toMatchObject({ code: 'unknown-row' })
  })

  it('ends a wait with the signal', async () => {
    const giveUp = new AbortController()
    const waiting = trial.device.lcd.waitForText('never', { timeout: '30 s', signal: giveUp.signal })
    giveUp.abort(new Error('given up'))
    await expect(waiting).rejects.toThrow('given up')
  })

  it('answers over its data pins when it is read', async () => {
    const read = async (pin: string) => (await run(`gpio read ${pin}`)).split(' ')[1]
    await run('lcd start')
    await run('lcd command 0xC5')
    for (const pin of ['PC2', 'PC3', 'PC4', 'PC5']) await run(`gpio mode ${pin} in`)
    for (const level of ['PB0 low', 'PB1 high', 'PB2 high']) await run(`gpio write ${level}`)
    expect([await read('PC5'), await read('PC4')]).toEqual(['low', 'high'])
    await run('gpio write PB2 low')
    expect(await read('PC4')).toBe('low')
    await run('gpio write PB2 high')
    expect([await read('PC5'), await read('PC4'), await read('PC3'), await read('PC2')]).toEqual([
      'low',
      'high',
      'low',
      'high',
    ])
  })
})

describe('a display that stays dark', () => {
  afterEach(() => trial[Symbol.asyncDispose]())
  const hint = () => trial.device.lcd.waitForText('x', { timeout: 0 }).catch((error) => error.hint)

  it('names the pins when nothing came', async () => {
    await open({ e: 'PD7' })
    await boot()
    await run('lcd start')
    expect(await hint()).toBe(
      'Nothing was written to it since the power came: does the firmware use these pins? RS PB0, RW PB1, E PD7, D7 PC5, D6 PC4, D5 PC3, D4 PC2',
    )
  })

  it.each([
    ['was never switched on', { d7: 'PC1' }, /^The firmware has not switched it on, in \d+ writes: /],
    [
      'was written to too early',
      { d4: 'PC5', d7: 'PC2' },
      /^\d+ of \d+ writes came while .* busy, and were lost: /,
    ],
    ['got no character', { rs: 'PB4' }, /^No character was written to it, in \d+ writes: .*\? RS PB4, /],
  ])('says that it %s', async (_, pins, said) => {
    await open(pins)
    await boot()
    await run('lcd start')
    await run('lcd print 1 Widget')
    expect(await hint()).toMatch(said)
  })

  it('says that it has but one line', async () => {
    await open()
    await boot()
    for (const command of ['start', 'command 0x20', 'print 1 Widget']) await run(`lcd ${command}`)
    await expect(trial.device.lcd.waitForText('x', { row: 2, timeout: 0 })).rejects.toThrow(
      'The firmware set the controller to one line: every second row stays empty.',
    )
  })

  it('has a backlight where a pin switches it', async () => {
    await open({ backlight: 'PD6' })
    await boot()
    expect(await trial.device.lcd.state()).toMatchObject({ backlight: 'off' })
    await run('gpio write PD6 high')
    expect(await trial.device.lcd.state()).toMatchObject({ backlight: 'on' })
  })
})

test('four rows over eight wires are driven from the bench', async () => {
  const wires = { d0: 'PD2', d1: 'PD3', d2: 'PD4', d3: 'PD5', size: '20x4' }
  await open(wires)
  await using _ = trial
  await boot()
  const { gpio, lcd } = trial.device
  const pins = [PINS.d7, PINS.d6, PINS.d5, PINS.d4, wires.d3, wires.d2, wires.d1, wires.d0]
  const send = async (rs: 'high' | 'low', byte: number) => {
    await gpio.drive('PB0', rs)
    for (const [index, pin] of pins.entries()) await gpio.drive(pin, byte & (0x80 >> index) ? 'high' : 'low')
    await gpio.drive('PB2', 'high')
    await gpio.drive('PB2', 'low')
    await run('echo time passes')
  }
  for (const code of [0x38, 0x0c, 0x80 | 0x54]) await send('low', code)
  for (const byte of Buffer.from('Row 4')) await send('high', byte)
  expect(await lcd.text()).toEqual(['', '', '', 'Row 4'])
})

test.each([
  [{ rs: 'PD0' }, 'rs', 'expected a pin of the chip, such as PB0 or D8'],
  [{ d5: 'D8' }, 'd5', 'PB0 is at rs already'],
  [{ d0: 'PD2', d1: 'PD3', d2: 'PD4' }, 'd3', 'expected a pin: the bus has four wires or eight'],
  [{ size: '40x4' }, 'size', 'expected 1, 2 or 4 rows, and at most 80 characters in all'],
  [{ size: '16' }, 'size', 'expected columns and rows, such as 16x2'],
])('the bench file may not say %j', (config, key, message) => {
  const { error } = avrLcd.config.safeParse({ ...PINS, ...config })
  expect(error?.issues).toEqual([expect.objectContaining({ path: [key], message })])
})

test('pins of another kind are refused', async () => {
  const driver = simulatedDrivers.find(({ type }) => type === 'simulated-gpio')
  if (driver === undefined) throw new Error('There is no simulated-gpio.')
  await expect(
    openTrialDevice({ pins: { driver }, lcd: { driver: avrLcd, config: PINS } }),
  ).rejects.toMatchObject({ code: 'no-virtual-board' })
})

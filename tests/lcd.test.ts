import { expect, test } from 'vitest'
import { createProject } from './project.ts'

const PINS = 'rs: PB0, rw: PB1, e: PB2, d4: PC2, d5: PC3, d6: PC4, d7: PC5'

/** A virtual board with a display at these pins. */
function bench(pins: string): string {
  return `devices:
  board:
    type: avr-board
    pace: fast
    lcd: { size: 20x4, ${pins} }
`
}

const SUITE = `*** Settings ***
Suite Setup       Display Is Started
Suite Teardown    Power Off

*** Test Cases ***
Says What The Firmware Writes
    Run Command    lcd print 1 Hilwright Widget
    Run Command    lcd print 4 Battery low
    LCD Should Show    Battery low    row=4
    Wait until LCD shows "Widget" in row 1 within 5 s
    LCD should be on
    \${rows} =    Get LCD Text
    Should Be Equal    \${rows}[3]    Battery low
    last = Read row 4 of the LCD
    Check that last == "Battery low"
    state = Look at the LCD
    Check that state.columns == 20

Is Read Again When It Changes
    Run Command    lcd clear
    Try for 5 s every 100 ms: LCD should show ""
    Send Line    lcd print 2 ready
    Wait Until LCD Shows    ready    row=2

Shows Something Else
    Run Command    lcd clear
    Run Command    lcd print 1 Battery full
    LCD Should Show    Battery low

Never Says So
    Wait Until LCD Shows    Update complete    timeout=200 ms    row=2

*** Keywords ***
Display Is Started
    Power On
    Read Serial Until    hil>\${SPACE}
    Run Command    lcd start
`

const SPEC = `import { expect, test } from 'hilwright'

test('the display is read from a spec', async ({ dut }) => {
  const { power, console, lcd } = dut
  await power.cycle()
  await console.readUntil('hil> ')
  await console.run('lcd start', { prompt: 'hil> ' })
  await console.sendLine('lcd print 2 25 C')
  expect(await lcd.waitForText('25 C', { row: 2, timeout: '5 s' })).toEqual(['', '25 C', '', ''])
  expect(await lcd.state()).toMatchObject({ display: 'on', columns: 20, rows: 4 })
})
`

test('a suite and a spec read the display, and a failure shows its rows', async () => {
  await using project = createProject({
    'bench.yaml': bench(PINS),
    'suites/lcd.hil': SUITE,
    'suites/lcd.spec.ts': SPEC,
  })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  expect(stdout).toContain('3 passed')
  expect(stdout).toContain('2 failed')
  expect(stdout).toContain(
    'DeviceError: The LCD of board does not show "Battery low". It shows:\n      1 | Battery full\n      2 |\n',
  )
  expect(stdout).toContain(
    'The LCD of board did not show "Update complete" in row 2 within 200 ms. It shows:\n      1 | Battery full\n',
  )
})

test('wrong pins are told before the run where that can be, and by the failure otherwise', async () => {
  await using project = createProject({
    'bench.yaml': bench(PINS.replace('PC5', 'PC4')),
    'suites/lcd.hil': SUITE,
  })
  const check = await project.hil(['check'])
  expect(check).toMatchObject({ exitCode: 2, all: expect.stringContaining('PC4 is at d6 already') })
  project.write({ 'bench.yaml': bench(PINS.replace('PB2', 'PD7')) })
  const run = await project.hil(['run', '--grep', 'Shows Something'])
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toContain(
    'Nothing was written to it since the power came: does the firmware use these pins? RS PB0, RW PB1, E PD7',
  )
})

test('a suite that needs a display is refused where there is none', async () => {
  await using project = createProject({ 'suites/lcd.hil': SUITE })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode).toBe(2)
  expect(all).toContain('lcd')
})

const SIMULATED = `devices:
  board:
    type: simulated
    interfaces: [power, lcd]
    power: { initially: off }
    lcd: { boot: [Starting...], bootTime: 3 s, text: [Ready, 25°C] }
`

const FAULTS = `*** Test Cases ***
Goes Through Its Text
    LCD should be off
    Power On
    LCD Should Show    Starting
    Wait Until LCD Shows    Ready\\n25°C    row=1    timeout=30 s
    Power Off
    Run Keyword And Expect Error    *does not show "Ready". It shows:*    LCD Should Show    Ready

A Slow Display
    Power On
    Slow Device Down    100 ms
    Wait Until LCD Shows    Ready    timeout=30 s
    End Faults
`

test('a simulated display boots with its device and suffers faults', async () => {
  await using project = createProject({ 'bench.yaml': SIMULATED, 'suites/lcd.hil': FAULTS })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(stdout).toContain('2 passed')
  expect(exitCode).toBe(0)
})

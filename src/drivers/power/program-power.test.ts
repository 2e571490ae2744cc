import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { trialUhubctl, trialUsbrelay } from '../power-lines/trial-programs.ts'
import { uhubctlPower } from './uhubctl-power.ts'
import { usbrelayPower } from './usbrelay-power.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-programs-'))
afterEach(() => void vi.unstubAllEnvs())
afterAll(() => rmSync(folder, { recursive: true }))
let number = 0
const ownFolder = () => join(folder, String(number++))

/** With Node to start, a program needs time on a busy machine. */
const timeout = '20 s'

const ways = [
  ['uhubctl', uhubctlPower, trialUhubctl, { hub: '1-1.4', port: 2 }],
  ['usbrelay', usbrelayPower, trialUsbrelay, { relay: 'HURTM_2' }],
] as const

describe.each(ways)('%s', (_name, driver, start, config) => {
  test('switches, and reads back', async () => {
    const program = start(ownFolder())
    await using trial = await openTrialDevice({
      power: { driver, config: { ...config, program: program.path, timeout } },
    })
    const { power } = trial.device
    await power.on()
    expect([program.isOn(), await power.state()]).toEqual([true, 'on'])
    await power.off()
    expect([program.isOn(), await power.state()]).toEqual([false, 'off'])
    await expect(power.current()).rejects.toMatchObject({ code: 'no-meter' })
  })

  test('tells that nothing was switched, that the program failed, and that it hangs', async () => {
    const program = start(ownFolder())
    await using trial = await openTrialDevice({
      power: { driver, config: { ...config, program: program.path, timeout: '1 s' } },
    })
    const { power } = trial.device
    program.fault('lies')
    await expect(power.on()).rejects.toMatchObject({ code: 'power-not-switched' })
    program.fault('hangs')
    await expect(power.on()).rejects.toMatchObject({ code: 'power-timeout' })
    program.fault('fails')
    await expect(power.on()).rejects.toThrow(
      /ended with exit code 3\.\n {2}Asked last: .* – came: exit code 3, libusb: error -3/,
    )
    program.fault(undefined)
  })
})

describe('what is not there', () => {
  test('a program that is not installed is named', async () => {
    const failure = failureOf(uhubctlPower, { hub: '1-1', port: 1, program: 'no-such-uhubctl' })
    await expect(failure).resolves.toMatch(/no-such-uhubctl.*ENOENT/)
  })

  test('a port that the hub does not have is told', async () => {
    const program = trialUhubctl(ownFolder())
    const failure = failureOf(uhubctlPower, { hub: '1-1.4', port: 7, program: program.path, timeout })
    await expect(failure).resolves.toMatch(/says nothing about port 7/)
  })

  test.skipIf(!installed('uhubctl'))('Debian’s uhubctl says that no hub is there', async () => {
    vi.stubEnv('PATH', `${process.env.PATH}:/usr/sbin`)
    const failure = failureOf(uhubctlPower, { hub: '99-99', port: 1, timeout })
    await expect(failure).resolves.toMatch(/No compatible devices detected/)
  })

  test.skipIf(!installed('usbrelay'))(
    'Debian’s usbrelay does not list a relay that is not there',
    async () => {
      const failure = failureOf(usbrelayPower, { relay: 'NOONE_1', timeout })
      await expect(failure).resolves.toMatch(/does not list NOONE_1/)
    },
  )
})

/** The failure to switch on; the session's end, which fails in the same way, is left out. */
async function failureOf(
  driver: typeof uhubctlPower | typeof usbrelayPower,
  config: object,
): Promise<string> {
  const trial = await openTrialDevice({ power: { driver, config } })
  const failure = await trial.device.power.on().catch(String)
  await expect(trial[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'close-failed' })
  return String(failure)
}

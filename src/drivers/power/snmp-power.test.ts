import { describe, expect, test } from 'vitest'
import { freePort } from '../../runtime/free-port.ts'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { builtInOutlets } from '../power-snmp/outlet-objects.ts'
import { trialOutlets } from '../power-snmp/trial-outlets.ts'
import { startSnmpd } from '../power-snmp/trial-snmpd.ts'
import { snmpPower } from './snmp-power.ts'

const kinds = Object.keys(builtInOutlets) as (keyof typeof builtInOutlets)[]
/** An outlet of an agent that a test started. */
async function start(model: keyof typeof builtInOutlets, config: object = {}) {
  const agent = await startSnmpd(trialOutlets[model], await freePort())
  const place = { host: '127.0.0.1', port: agent.port, model, outlet: 3 }
  const trial = await openTrialDevice({ power: { driver: snmpPower, config: { ...place, ...config } } })
  return { agent, trial, power: trial.device.power }
}

describe.skipIf(!installed('snmpd'))('an outlet behind snmpd', () => {
  test.each(kinds)('%s is switched and read back', async (model) => {
    const { agent, trial, power } = await start(model, { timeout: '20 s' })
    await using _agent = agent
    await using _trial = trial
    await power.on()
    expect([agent.isOn(), await power.state()]).toEqual([true, 'on'])
    await power.off()
    expect([agent.isOn(), await power.state()]).toEqual([false, 'off'])
  })

  test('a meter is read in amperes and volts, as far as there is one', async () => {
    const raritan = await start('raritan')
    await using _agent = raritan.agent
    await using _trial = raritan.trial
    for await (const { voltage, current } of raritan.power.readings({ every: 1 })) {
      expect([voltage, current]).toEqual([230, 1.4])
      break
    }
    const apc = await start('apc-rpdu2')
    await using _apc = apc.agent
    await using _apcTrial = apc.trial
    expect(await apc.power.current()).toBeCloseTo(1.4)
    const readings = apc.power.readings()[Symbol.asyncIterator]()
    await expect(readings.next()).rejects.toThrow(/does not measure voltage/)
  })

  test.each([
    ['1', { version: 1 }],
    ['3', { version: 3, user: 'bench', authKey: 'authentic', privKey: 'confidential' }],
  ])('version %s is spoken', async (_version, config) => {
    const { agent, trial, power } = await start('apc', config)
    await using _agent = agent
    await using _trial = trial
    await power.on()
    expect([agent.isOn(), await power.state()]).toEqual([true, 'on'])
  })

  test('an outlet that does not switch, and an agent that goes away, are told', async () => {
    const { agent, trial, power } = await start('apc', { timeout: '1.5 s' })
    agent.stick()
    await expect(power.on()).rejects.toMatchObject({ code: 'power-not-switched' })
    await agent[Symbol.asyncDispose]()
    const failure = power.off()
    await expect(failure).rejects.toThrow(/power switch of board|SNMP agent refused/)
    await expect(failure).rejects.toThrow(
      /Asked last: set 1\.3\.6\.1\.4\.1\.318\.1\.1\.12\.3\.3\.1\.1\.4\.3 2/,
    )
    await expect(trial[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'close-failed' })
  })

  test('an agent that refuses, and an object that it does not know, are told', async () => {
    const { agent, trial } = await start('apc')
    await using _agent = agent
    await using _trial = trial
    const other = (config: object) => ({
      power: { driver: snmpPower, config: { host: '127.0.0.1', port: agent.port, outlet: 3, ...config } },
    })
    const reader = await openTrialDevice(other({ model: 'apc', community: 'public' }))
    await expect(reader.device.power.on()).rejects.toThrow(/refused.\n.*came: NoAccess/)
    await expect(reader[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'close-failed' })
    const wrong = await openTrialDevice(other({ model: 'apc', outlet: 9 }))
    await expect(wrong.device.power.state()).rejects.toThrow(
      /does not know the object.\n.*no such (instance|object)/,
    )
    await expect(wrong[Symbol.asyncDispose]()).rejects.toThrow(/refused/)
  })
})

test('a model or objects must be given, and a user for version 3 only', () => {
  const problem = (config: object) =>
    snmpPower.config.safeParse({ host: 'pdu', outlet: 1, ...config }).error?.issues[0]?.message ?? 'fine'
  expect(problem({})).toContain('give either')
  expect(problem({ model: 'apc', version: 3 })).toContain('needs a user')
  expect(problem({ model: 'apc' })).toBe('fine')
  expect(problem({ objects: { control: '1.3.6.1.4.1.9.{outlet}', on: 1, off: 0 } })).toBe('fine')
  expect(problem({ objects: { control: 'nonsense', on: 1, off: 0 } })).toContain('expected an object')
})

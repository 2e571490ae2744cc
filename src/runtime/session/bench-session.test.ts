import { expect, test } from 'vitest'
import type { Connection } from '../connection.ts'
import { trialBench } from '../testing/trial-bench.ts'
import { TrialLamp } from '../testing/trial-lamp.ts'
import { BenchSession } from './bench-session.ts'

const hold = (connection: Connection, ...names: readonly string[]) =>
  connection.hold({ key: names.join(), wanted: names.map((name) => ({ name })) })

test('a bench is described without opening anything', () => {
  const lamp = new TrialLamp('bulb')
  const other = new TrialLamp('spot')
  const session = new BenchSession(trialBench({ Lamp: [lamp.driver], Twin: [lamp.driver, other.driver] }))
  expect(session.description).toEqual({
    file: '/bench/bench.yaml',
    devices: [
      {
        ...{ name: 'Lamp', role: 'dut', labels: { kind: 'trial' } },
        abilities: [{ name: 'lamp', interface: 'lamp', version: 1 }],
        drivers: [{ name: 'bulb', type: 'bulb' }],
      },
      {
        ...{ name: 'Twin', role: 'dut', labels: { kind: 'trial' } },
        abilities: [
          { name: 'bulb', interface: 'lamp', version: 1 },
          { name: 'spot', interface: 'lamp', version: 1 },
        ],
        drivers: [
          { name: 'bulb', type: 'bulb' },
          { name: 'spot', type: 'spot' },
        ],
      },
    ],
  })
  expect(lamp.log).toEqual([])
})

test('a device is opened once, when it is first held, and stays open over clients', async () => {
  const lamp = new TrialLamp('bulb')
  await using session = new BenchSession(trialBench({ Lamp: [lamp.driver] }))
  const first = session.connect()
  await hold(first, 'Lamp')
  await first.release('Lamp')
  await first[Symbol.asyncDispose]()
  await hold(session.connect(), 'Lamp')
  expect(lamp.log).toEqual(['open'])
})

test('a device that cannot be opened is a LabError, and its hold goes back', async () => {
  const dark = new TrialLamp('bulb', { failing: true })
  await using session = new BenchSession(trialBench({ Lamp: [dark.driver] }))
  const connection = session.connect()
  const failure = {
    ...{ family: 'lab', code: 'open-failed', device: 'Lamp' },
    message: 'The device "Lamp" could not be opened: There is no bulb.',
  }
  await expect(hold(connection, 'Lamp')).rejects.toMatchObject(failure)
  await expect(hold(session.connect(), 'Lamp')).rejects.toMatchObject(failure)
  expect(dark.log).toEqual(['open', 'open'])
})

test('a hold of two devices goes back as a whole when one cannot be opened', async () => {
  const [lamp, dark] = [new TrialLamp('bulb'), new TrialLamp('spot', { failing: true })]
  await using session = new BenchSession(trialBench({ Lamp: [lamp.driver], Dark: [dark.driver] }))
  await expect(hold(session.connect(), 'Lamp', 'Dark')).rejects.toMatchObject({ device: 'Dark' })
  expect((await hold(session.connect(), 'Lamp')).devices).toEqual(['Lamp'])
})

test('closing goes in reverse order of opening, past failures, and refuses what comes later', async () => {
  const order: string[] = []
  const lamps = ['One', 'Two', 'Three'].map((name) => {
    const { driver } = new TrialLamp('bulb')
    const open: typeof driver.open = async (config, context) => {
      const running = await driver.open(config, context)
      return Object.assign(running, {
        [Symbol.asyncDispose]: async () => {
          order.push(name)
          if (name !== 'One') throw new Error(`${name} is stuck`)
        },
      })
    }
    return [name, [{ ...driver, open }]] as const
  })
  const session = new BenchSession(trialBench(Object.fromEntries(lamps)))
  const connection = session.connect()
  for (const name of ['Two', 'One', 'Three']) await hold(connection, name)
  await expect(session[Symbol.asyncDispose]()).rejects.toMatchObject({
    code: 'close-failed',
    message: 'Closing Three failed: Three is stuck\n  also: Closing Two failed: Two is stuck',
  })
  expect(order).toEqual(['Three', 'One', 'Two'])
  await expect(session.device('One')).rejects.toMatchObject({ family: 'lab', code: 'session-closed' })
})

import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyDriver } from '../driver.ts'
import { call, defineInterface, type Interface } from '../interface.ts'
import { trialBench } from '../testing/trial-bench.ts'
import { OpenDevice } from './open-device.ts'

const switchable = (name: string) =>
  defineInterface({
    ...{ name, version: 1, doc: 'A switch.' },
    members: { off: call({ doc: 'Off.', result: z.void() }) },
  })
const power = switchable('power')

/** A driver that tells a list when it is opened, switched off and closed. */
function tellingDriver(
  log: string[],
  {
    type,
    gives = [],
    needs = [],
    failing = [],
  }: {
    readonly type: string
    readonly gives?: readonly Interface[]
    readonly needs?: readonly string[]
    readonly failing?: readonly string[]
  },
): AnyDriver {
  const tell = (what: string) => {
    log.push(`${type} ${what}`)
    if (failing.includes(what)) throw new Error(`${type} cannot ${what}`)
  }
  return {
    ...{ type, doc: type, provides: gives, needs, config: z.strictObject({}) },
    open: async (_config, context) => {
      tell(
        needs.length === 0
          ? 'open'
          : `open with ${Object.entries(context.needs).map(([name, of]) => `${name}=${of === undefined ? 'nothing' : 'there'}`)}`,
      )
      const members = gives.map((given) => [given.name, { off: () => tell('off') }])
      return { ...Object.fromEntries(members), [Symbol.asyncDispose]: async () => tell('close') }
    },
  }
}

async function openWith(...drivers: readonly AnyDriver[]): Promise<OpenDevice> {
  const [device] = trialBench({ Board: drivers }).devices
  if (device === undefined) throw new Error('no device')
  return OpenDevice.open(device, '/bench', new AbortController().signal)
}

describe('opening', () => {
  test('a driver opens after those it needs, and gets what they provide', async () => {
    const log: string[] = []
    await openWith(
      tellingDriver(log, { type: 'flasher', needs: ['relay', 'line'] }),
      tellingDriver(log, { type: 'usb-line', gives: [switchable('line')], needs: ['relay'] }),
      tellingDriver(log, { type: 'usb-relay', gives: [switchable('relay')] }),
    )
    expect(log).toEqual([
      'usb-relay open',
      'usb-line open with relay=there',
      'flasher open with relay=there,line=there',
    ])
  })

  test('a driver that provides what it needs gets it from the other one', async () => {
    const log: string[] = []
    await openWith(
      tellingDriver(log, { type: 'fused', gives: [power], needs: ['power'] }),
      tellingDriver(log, { type: 'outlet', gives: [power] }),
    )
    expect(log).toEqual(['outlet open', 'fused open with power=there'])
  })

  test('a need that no driver meets is named', async () => {
    const lone = tellingDriver([], { type: 'flasher', needs: ['power'] })
    await expect(openWith(lone)).rejects.toMatchObject({
      family: 'lab',
      code: 'need-missing',
      device: 'Board',
      message:
        'The driver "flasher" of Board needs the interface "power", and no other driver of the device provides it.\n  Add a driver that provides "power" to the bench file.',
    })
  })

  test('a circle of needs is named', async () => {
    const hen = tellingDriver([], { type: 'hen', gives: [switchable('chick')], needs: ['egg'] })
    const egg = tellingDriver([], { type: 'nest', gives: [switchable('egg')], needs: ['chick'] })
    await expect(openWith(hen, egg)).rejects.toMatchObject({
      code: 'needs-in-circle',
      message: 'The drivers of Board need each other in a circle: hen → nest → hen.',
    })
  })

  test('what was open is closed when a later driver fails, and that failure is the one told', async () => {
    const log: string[] = []
    const opening = openWith(
      tellingDriver(log, { type: 'first' }),
      tellingDriver(log, { type: 'second', failing: ['close'] }),
      tellingDriver(log, { type: 'third', gives: [power], failing: ['open'] }),
    )
    await expect(opening).rejects.toThrow(/^third cannot open$/)
    expect(log).toEqual(['first open', 'second open', 'third open', 'second close', 'first close'])
  })
})

describe('closing', () => {
  test('leaves the power as it is where the bench says so', async () => {
    const log: string[] = []
    const bench = trialBench({ Board: [tellingDriver(log, { type: 'outlet', gives: [power] })] })
    const [board] = bench.devices
    if (board === undefined) throw new Error('no board')
    const device = await OpenDevice.open({ ...board, keepPower: true }, '/', new AbortController().signal)
    await device[Symbol.asyncDispose]()
    expect(log).toEqual(['outlet open', 'outlet close'])
  })

  test('cuts the power first, then closes in reverse order, once', async () => {
    const log: string[] = []
    const device = await openWith(
      tellingDriver(log, { type: 'outlet', gives: [power] }),
      tellingDriver(log, { type: 'line' }),
    )
    await device[Symbol.asyncDispose]()
    await device[Symbol.asyncDispose]()
    expect(log.slice(2)).toEqual(['outlet off', 'line close', 'outlet close'])
  })

  test('cuts every supply of a device that has two', async () => {
    const log: string[] = []
    const device = await openWith(
      tellingDriver(log, { type: 'main', gives: [power] }),
      tellingDriver(log, { type: 'spare', gives: [power] }),
    )
    await device[Symbol.asyncDispose]()
    expect(log.slice(2)).toEqual(['main off', 'spare off', 'spare close', 'main close'])
  })

  test('goes on after failures and tells them all', async () => {
    const log: string[] = []
    const device = await openWith(
      tellingDriver(log, { type: 'outlet', gives: [power], failing: ['off', 'close'] }),
      tellingDriver(log, { type: 'line', failing: ['close'] }),
    )
    await expect(device[Symbol.asyncDispose]()).rejects.toMatchObject({
      family: 'lab',
      code: 'close-failed',
      message:
        'Closing Board failed: outlet cannot off\n  also: line cannot close\n  also: outlet cannot close',
    })
    expect(log.slice(2)).toEqual(['outlet off', 'line close', 'outlet close'])
  })
})

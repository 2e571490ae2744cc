import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineDriver } from './driver.ts'
import { bytes, call, defineInterface, items, param } from './interface.ts'
import { createRegistry, defineDeviceType } from './plugin.ts'

const lamp = defineInterface({
  ...{ name: 'lamp', version: 2, doc: 'A lamp.' },
  members: {
    on: call({ doc: 'On.', result: z.void() }),
    dim: call({ doc: 'Dims.', params: [param('to', z.number(), 'How far.')], result: z.number() }),
    flashes: items({ doc: 'Flashes.', options: { every: z.number() }, item: z.number() }),
    talk: bytes({ doc: 'Talks.' }),
  },
})

test('an interface is frozen data, with no parameters where none are given', () => {
  expect(Object.isFrozen(lamp)).toBe(true)
  expect(lamp.members.on).toMatchObject({ kind: 'call', doc: 'On.', params: [], options: {} })
  expect(lamp.members.dim.params.map(({ name, doc }) => [name, doc])).toEqual([['to', 'How far.']])
  expect(Object.keys(lamp.members.flashes.options)).toEqual(['every'])
  expect(lamp.members.talk).toEqual({ kind: 'bytes', doc: 'Talks.' })
})

const driver = (doc: string) =>
  defineDriver({
    ...{ type: 'bulb', doc, provides: [], config: z.strictObject({}) },
    open: async () => ({ [Symbol.asyncDispose]: async () => {} }),
  })

test('a driver needs nothing unless it says so', () => {
  expect(driver('old').needs).toEqual([])
  expect(defineDriver({ ...driver('old'), needs: ['power'] }).needs).toEqual(['power'])
})

test('a registry finds parts by name; of two with one name the later counts', () => {
  const desk = defineDeviceType({ type: 'desk', doc: 'A desk.', config: z.unknown(), drivers: () => ({}) })
  const registry = createRegistry({
    ...{ interfaces: [lamp], deviceTypes: [desk] },
    drivers: [driver('old'), driver('new')],
  })
  expect(registry.interfaces.get('lamp')).toBe(lamp)
  expect(registry.deviceTypes.get('desk')).toBe(desk)
  expect(registry.drivers.names).toEqual(['bulb'])
  expect(registry.drivers.get('bulb')?.doc).toBe('new')
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyDriver } from '../../runtime/driver.ts'
import type { Interface, MemberWithParameters } from '../../runtime/interface.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { sampleValue } from './sample-value.ts'
import { simulatedDrivers } from './simulated-drivers.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-simulated-'))
const image = join(folder, 'image.bin')
writeFileSync(image, 'an image')
afterAll(() => rmSync(folder, { recursive: true }))

/** What members are asked for, where a plain value names nothing that is there. */
const ASKED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'can.signal': { timeout: 10 },
  endpoints: { endpoint: 'web' },
  'file-server': { name: 'image.bin' },
  'files.put': { path: '/new' },
  files: { path: '/there' },
  'i2c.transfer': { address: 0x48 },
  'mqtt.waitForMessage': { topic: 'a' },
  network: { interface: 'eth0' },
  'snmp.get': { oid: '1.3.6.1.2.1.1.1.0' },
  'snmp.set': { oid: '1.3.6.1.2.1.1.1.0', value: 'new' },
  'states.bringTo': { state: 'shell' },
  'shell.run': { command: 'true' },
}
/** What drivers hold, so that the above is there. */
const CONFIG: Readonly<Record<string, unknown>> = {
  endpoints: { ports: { web: { pages: { '/': 'hello' } } } },
  files: { contents: { '/there': 'text' } },
  i2c: { chips: { '0x48': [1, 2, 3] } },
}
/** Members that answer only after others were called. */
const FIRST: Readonly<Record<string, readonly [string, Readonly<Record<string, unknown>>]>> = {
  'file-server.url': ['stage', { file: image }],
  'file-server.waitForRequest': ['stage', { file: image }],
  'shell.isRunning': ['start', { command: 'true' }],
  'shell.stop': ['start', { command: 'true' }],
  'shell.wait': ['start', { command: 'true' }],
  'snapshots.remove': ['save', { name: 'a' }],
  'snapshots.restore': ['save', { name: 'a' }],
  'storage.verify': ['flash', { image }],
}
/** What happens while a member waits for it. */
const MEANWHILE: Readonly<Record<string, readonly [string, Readonly<Record<string, unknown>>]>> = {
  'can.frames': ['send', { id: 1, data: '01' }],
  'gpio.edges': ['drive', { pin: 'D1', level: 'high' }],
  'gpio.waitForEdge': ['drive', { pin: 'D1', level: 'high' }],
  'mqtt.messages': ['publish', { topic: 'a', payload: 'b' }],
  'mqtt.waitForMessage': ['publish', { topic: 'a', payload: 'b' }],
}
const PLAIN: Readonly<Record<string, unknown>> = {
  pin: 'D1',
  topic: 'a',
  job: 1,
  file: image,
  image,
  until: '',
}

function paramsFor(
  definition: Interface,
  name: string,
  member: MemberWithParameters,
): Record<string, unknown> {
  const asked = { ...PLAIN, ...ASKED[definition.name], ...ASKED[`${definition.name}.${name}`] }
  const known = new Set([...member.params.map((param) => param.name), ...Object.keys(member.options)])
  const given = Object.entries(asked).filter(([key]) => known.has(key))
  const sampled = member.params.map((param) => [param.name, inputFor(param.schema)])
  return { ...Object.fromEntries(sampled), ...Object.fromEntries(given) }
}

/** Something that a parameter takes: what converts values is asked with text and numbers. */
function inputFor(schema: z.ZodType): unknown {
  const words = [
    'a',
    '1',
    1,
    'on',
    'DTR',
    'CTS',
    '1 V',
    'D1',
    '01',
    '0x48',
    '1.3.6.1',
    [1],
    {},
    'high',
    'host',
  ]
  const found = words.find((word) => schema.safeParse(word).success)
  return found ?? sampleValue(schema)
}

const driverOf = (name: string) =>
  simulatedDrivers.find((one) => one.type === `simulated-${name}`) as AnyDriver

const members = builtInInterfaces.flatMap((definition) =>
  Object.entries(definition.members).flatMap(([name, member]) =>
    member.kind === 'bytes' || member.kind === 'connection' ? [] : [{ definition, name, member }],
  ),
)

describe('every built-in interface', () => {
  test.each(builtInInterfaces.map(({ name }) => name))('%s has a simulated driver', (name) => {
    expect(driverOf(name)?.provides.map((one) => one.name)).toEqual([name])
  })

  test.each(members.map((one) => [`${one.definition.name}.${one.name}`, one] as const))(
    '%s answers what its schema accepts',
    async (path, { definition, name, member }) => {
      const config = CONFIG[definition.name] ?? {}
      const driver = driverOf(definition.name)
      await using trial = await openTrialDevice({ it: { driver, config } }, folder)
      const first = FIRST[path]
      if (first !== undefined) await trial.device.call(definition.name, ...first)
      const params = paramsFor(definition, name, member)
      const ask = () => trial.device.call(definition.name, name, params)
      const next = () => trial.device.items(definition.name, name, params)[Symbol.asyncIterator]().next()
      const answer = member.kind === 'call' ? ask() : next().then(({ value }) => value)
      const meanwhile = MEANWHILE[path]
      if (meanwhile !== undefined) {
        await new Promise((resolve) => setImmediate(resolve))
        await trial.device.call(definition.name, ...meanwhile)
      }
      const schema = member.kind === 'call' ? member.result : member.item
      expect(z.safeParse(schema, await answer)).toMatchObject({ success: true })
    },
  )
})

describe('a sample', () => {
  test('fits schemas of any depth', () => {
    const schema = z.object({
      list: z.array(z.string()),
      either: z.union([z.bigint().min(5n), z.enum(['b'])]),
    })
    expect(sampleValue(schema)).toEqual({ list: [], either: 'b' })
  })

  test('that cannot be made is a mistake of ours', () => {
    expect(() => sampleValue(z.string().regex(/^x{7}$/))).toThrow(
      'No sample fits a schema of the type string',
    )
  })
})

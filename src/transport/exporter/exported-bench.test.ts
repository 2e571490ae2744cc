import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Connection, Notice } from '../../runtime/connection.ts'
import { LabError } from '../../runtime/errors.ts'
import { trialBench } from '../../runtime/testing/trial-bench.ts'
import { TrialLamp } from '../../runtime/testing/trial-lamp.ts'
import { encodeMessage } from '../wire/message.ts'
import { ExportedBench } from './exported-bench.ts'
import type { ExporterEvent } from './exporter-event.ts'

const target = (member: string) => ({ device: 'Lamp', ability: 'lamp', member })
const ANN = { client: 'ann@desk', group: 'a' }
const BOB = { client: 'bob@lab', group: 'b' }
const wholeBench = (connection: Connection) => connection.hold({ key: 'test', wanted: 'all' })

function exportedLamp() {
  const lamp = new TrialLamp('bulb')
  const events: ExporterEvent[] = []
  const bench = new ExportedBench(trialBench({ Lamp: [lamp.driver] }), {
    event: (event) => events.push(event),
    versions: { hilwright: '1.2.3' },
  })
  return { lamp, bench, events }
}

/** The next thing that a connection is told. */
async function told(connection: Connection): Promise<Notice | undefined> {
  for await (const notice of connection.notices('own')) return notice
  return undefined
}

test('devices are opened for a session and closed after it; the next in line has them opened anew', async () => {
  const { lamp, bench } = exportedLamp()
  const [ann, worker, bob] = [bench.connect(ANN), bench.connect(ANN), bench.connect(BOB)]
  await wholeBench(ann)
  await worker.hold({ key: 'test', wanted: 'all' }) // of the same run: takes the hold up
  const notice = told(bob)
  const next = wholeBench(bob)
  expect(await notice).toMatchObject({ kind: 'waiting', wanted: 'the bench', by: 'ann@desk' })
  await ann[Symbol.asyncDispose]()
  expect([lamp.log, bench.user]).toEqual([['open'], 'ann@desk'])
  await worker[Symbol.asyncDispose]()
  await next
  expect([lamp.log, bench.user]).toEqual([['open', 'close', 'open'], 'bob@lab'])
  await bench[Symbol.asyncDispose]()
  await expect(bob.call(target('shine'), { colour: 'red' })).rejects.toMatchObject({
    code: 'exporter-ending',
  })
  expect(lamp.log.at(-1)).toBe('close')
})

test('who gives up waiting, or goes, leaves the line', async () => {
  const { bench } = exportedLamp()
  const [ann, bob, eve] = [
    bench.connect(ANN),
    bench.connect(BOB),
    bench.connect({ client: 'eve', group: 'e' }),
  ]
  await wholeBench(ann)
  const patience = new AbortController()
  const given = bob.hold({ key: 'b', wanted: 'all' }, { signal: patience.signal })
  patience.abort()
  await expect(given).rejects.toMatchObject({
    code: 'hold-cancelled',
    message: expect.stringContaining('ann@desk'),
  })
  const gone = expect(wholeBench(eve)).rejects.toMatchObject({ code: 'hold-cancelled' })
  await eve[Symbol.asyncDispose]()
  await gone
  await ann[Symbol.asyncDispose]()
  expect(bench.user).toBeUndefined()
})

test('a bench that closes refuses those in line, and lets the session go on', async () => {
  const { bench } = exportedLamp()
  const [ann, bob] = [bench.connect(ANN), bench.connect(BOB)]
  await wholeBench(ann)
  const refused = expect(wholeBench(bob)).rejects.toThrow('closing time')
  bench.close(new LabError('exporter-ending', 'closing time'))
  await refused
  expect(await ann.call(target('shine'), { colour: 'red' })).toBe('red for 1000 ms')
})

test('a viewer reads what others have opened, and changes nothing', async () => {
  const { lamp, bench } = exportedLamp()
  const [ann, viewer] = [bench.connect(ANN), bench.connect({ ...BOB, viewer: true })]
  const listener = { bytes: (chunk: Uint8Array) => seen.push(String(Buffer.from(chunk))), mark: () => {} }
  const seen: string[] = []
  await expect(viewer.openStream(target('talk'), listener)).rejects.toMatchObject({ code: 'bench-idle' })
  await wholeBench(ann)
  lamp.say('before ')
  const stream = await viewer.openStream(target('talk'), listener)
  lamp.say('and after')
  expect(seen).toEqual(['before ', 'and after'])
  const readOnly = { code: 'read-only', message: expect.stringContaining('looks on only') }
  await expect(stream.write(Buffer.from('x'))).rejects.toMatchObject(readOnly)
  await expect(viewer.call(target('shine'), { colour: 'red' })).rejects.toMatchObject(readOnly)
  await expect(wholeBench(viewer)).rejects.toMatchObject(readOnly)
  const own = await ann.openStream(target('talk'), listener)
  expect(own.start).toBe(0) // a viewer does not count as having heard
  expect(bench.isIdle).toBe(false)
  await ann[Symbol.asyncDispose]()
  expect(bench.isIdle).toBe(true)
})

test('calls are told with driver and outcome', async () => {
  const { bench, events } = exportedLamp()
  const ann = bench.connect(ANN)
  await wholeBench(ann)
  await ann.call(target('shine'), { colour: 'red' })
  await expect(ann.call(target('break'), {})).rejects.toThrow()
  const patience = new AbortController()
  const waits = expect(ann.call(target('wait'), {}, { signal: patience.signal })).rejects.toThrow()
  await turn()
  patience.abort(new Error('enough'))
  await waits
  const calls = events.filter((event) => event.kind === 'call')
  expect(calls.map(({ driver, outcome }) => `${driver} ${outcome}`)).toEqual([
    ...['bulb done', 'bulb failed', 'bulb cancelled'],
  ])
})

test('what describes a bench of a thousand devices fits a message many times', () => {
  const { driver } = new TrialLamp('bulb')
  const names = Array.from({ length: 1000 }, (_, index) => [`device-${index}`, [driver]] as const)
  const { description } = new ExportedBench(trialBench(Object.fromEntries(names)), { versions: {} })
  const welcome = {
    ...({ kind: 'welcome', version: 2, features: [], session: '', key: '', instance: '' } as const),
    ...{ grace: 0, heartbeat: 0, received: 0, description },
  }
  expect(encodeMessage(welcome).length).toBeLessThan(262_144)
})

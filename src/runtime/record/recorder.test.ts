import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ByteLog } from '../console/byte-log.ts'
import { DeviceError, LabError } from '../errors.ts'
import type { RecordEvent } from './event.ts'
import type { ReadEvent } from './read-record.ts'
import { readRecord } from './read-record.ts'
import { recordConsole } from './record-console.ts'
import { recordError } from './recordable.ts'
import { openRecord } from './recorder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hil-record-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const LOG: RecordEvent = { kind: 'log', level: 'info', message: 'hello' }

async function eventsOf(file = join(folder, 'record.ndjson')): Promise<ReadEvent[]> {
  const events: ReadEvent[] = []
  for await (const event of readRecord(file)) events.push(event)
  return events
}

test('events are read back in order with their times', async () => {
  const before = Date.now()
  const record = openRecord(folder)
  record.add({ kind: 'step-start', id: record.nextId(), keyword: 'Power On', file: 'a.hil', line: 9 })
  record.add({ kind: 'step', id: 1, keyword: 'Power On', status: 'passed', took: 1500 }, 25)
  record.add({ kind: 'measurement', name: '3V3', value: Number.NaN, unit: 'V' })
  await record[Symbol.asyncDispose]()
  const events = await eventsOf()
  expect(events.map(({ at, time, ...event }) => event)).toEqual([
    { kind: 'step-start', id: 1, keyword: 'Power On', file: 'a.hil', line: 9 },
    { kind: 'step', id: 1, keyword: 'Power On', status: 'passed', took: 1500 },
    { kind: 'measurement', name: '3V3', value: 'NaN', unit: 'V' },
  ])
  expect(events[1]?.at).toBe(25)
  expect(Math.abs((events[0]?.time ?? 0) - before)).toBeLessThan(60_000)
})

test('a record without events leaves nothing on disk', async () => {
  await openRecord(join(folder, 'none'))[Symbol.asyncDispose]()
  expect(existsSync(join(folder, 'none'))).toBe(false)
})

test('an event is on disk when the event loop comes round', async () => {
  const record = openRecord(folder)
  record.add(LOG)
  await new Promise((resolve) => setTimeout(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  expect(readFileSync(record.file, 'utf8')).toContain('"hello"')
  await record[Symbol.asyncDispose]()
})

test('many events in one turn are written before it ends', async () => {
  const record = openRecord(folder)
  for (let index = 0; index < 5000; index += 1) record.add(LOG)
  expect(readFileSync(record.file).length).toBeGreaterThan(100_000)
  await record[Symbol.asyncDispose]()
  expect(await eventsOf()).toHaveLength(5000)
})

test('values that JSON does not know are written as text', async () => {
  const record = openRecord(folder)
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  const params = {
    image: new Uint8Array(123),
    big: 2n ** 64n,
    rate: Number.POSITIVE_INFINITY,
    when: new Date(0),
    list: new Set([1, 'a']),
    map: new Map([['key', Buffer.alloc(2)]]),
    long: 'x'.repeat(20_000),
    many: Array.from({ length: 2000 }, () => 0),
    run: () => 1,
  }
  record.add({
    kind: 'call',
    device: 'board',
    interface: 'storage',
    member: 'flash',
    params,
    outcome: 'done',
    took: 1,
    result: cycle,
  })
  await record[Symbol.asyncDispose]()
  const [event] = await eventsOf()
  expect(event).toMatchObject({
    params: {
      image: '<bytes 123>',
      big: '18446744073709551616',
      rate: 'Infinity',
      when: '1970-01-01T00:00:00.000Z',
      list: [1, 'a'],
      map: { key: '<bytes 2>' },
      long: expect.stringMatching(/^x{10000}… <20000 characters>$/),
      run: '<function>',
    },
  })
  expect(JSON.stringify(event)).toContain('"<2000 items>"]')
})

test('an error keeps its family and code', () => {
  const error = new DeviceError('console-timeout', 'too late')
  expect(recordError(error)).toEqual({ message: 'too late', family: 'device', code: 'console-timeout' })
  expect(recordError('plain')).toEqual({ message: 'plain' })
})

test('console bytes go to their own file as they came, and the events tell which and when', async () => {
  const record = openRecord(folder)
  const log = new ByteLog()
  log.append(Buffer.from('before '))
  const recording = recordConsole(record, 'board/1', { log, from: 3 })
  log.append(Uint8Array.of(0xff, 0x00, 0x0a))
  log.sent(Buffer.from('version\r'))
  log.mark('port disappeared')
  log.append(Buffer.from('after'))
  recording[Symbol.dispose]()
  log.append(Buffer.from('unrecorded'))
  await record[Symbol.asyncDispose]()
  expect(readFileSync(join(folder, 'console-board_1.log'), 'latin1')).toBe('ore ÿ\u0000\nafter')
  const events = (await eventsOf()).map(({ at, time, ...event }) => event)
  const bytes = events.filter((event) => event.kind === 'console' && event.direction === 'in')
  expect(bytes.reduce((sum, event) => sum + ('length' in event ? event.length : 0), 0)).toBe(12)
  expect(events.slice(-3)).toEqual([
    { kind: 'console', direction: 'out', device: 'board/1', offset: 7, length: 8, text: 'version\r' },
    { kind: 'mark', device: 'board/1', offset: 7, text: 'port disappeared' },
    { kind: 'console', direction: 'in', device: 'board/1', offset: 7, length: 5 },
  ])
})

test('single bytes that come together share an event', async () => {
  const record = openRecord(folder)
  for (let index = 0; index < 100_000; index += 1) record.addConsole('board', Uint8Array.of(65), 10)
  await record[Symbol.asyncDispose]()
  const events = await eventsOf()
  expect(events.length).toBeLessThan(1000)
  expect(readFileSync(join(folder, 'console-board.log'))).toHaveLength(100_000)
})

test('secrets are masked in events and in console bytes, also when they come in pieces', async () => {
  const mask = (text: string) => text.replaceAll('hunter2', '***')
  const record = openRecord(folder, { mask })
  record.add({ ...LOG, message: 'the password is hunter2' })
  for (const part of ['Password: hun', 'ter2\r\nok \xff\n', 'rest hunter2']) {
    record.addConsole('board', Buffer.from(part, 'latin1'))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await record[Symbol.asyncDispose]()
  const bytes = readFileSync(join(folder, 'console-board.log'), 'latin1')
  expect(bytes).toBe('Password: *******\r\nok \xff\nrest *******')
  expect(readFileSync(record.file, 'utf8')).toContain('the password is ***')
  expect(readFileSync(record.file, 'utf8')).not.toContain('hunter2')
})

test('a damaged line is left out and reported', async () => {
  const file = join(folder, 'record.ndjson')
  writeFileSync(
    file,
    '{"kind":"record","epoch":1000}\n{"at":1000,"kind":"log","message":"a"}\nnull\n{"at":2,"ki',
  )
  const damaged: [string, number][] = []
  const events: ReadEvent[] = []
  const onDamage = (line: string, number: number) => damaged.push([line, number])
  for await (const event of readRecord(file, { onDamage })) events.push(event)
  expect(events).toEqual([{ kind: 'log', message: 'a', at: 1000, time: 1001 }])
  expect(damaged).toEqual([
    ['null', 3],
    ['{"at":2,"ki', 4],
  ])
})

test('a record that another process left broken goes on behind it', async () => {
  writeFileSync(join(folder, 'record.ndjson'), '{"at":2,"ki')
  writeFileSync(join(folder, 'console-board.log'), 'old')
  const record = openRecord(folder)
  record.add(LOG)
  record.addConsole('board', Buffer.from('new'))
  await record[Symbol.asyncDispose]()
  const events = await eventsOf()
  expect(events).toMatchObject([LOG, { kind: 'console', offset: 3, length: 3 }])
  expect(new Date(events[0]?.time ?? 0).getFullYear()).toBe(new Date().getFullYear())
})

test('a record that cannot be written says so when it is flushed or disposed, and disturbs nothing else', async () => {
  writeFileSync(join(folder, 'taken'), '')
  const record = openRecord(join(folder, 'taken', 'record'))
  record.add(LOG)
  record.addConsole('board', Buffer.from('x'))
  expect(() => record.flush()).toThrow(LabError)
  await expect(record[Symbol.asyncDispose]()).rejects.toThrow(
    /Cannot write the record .*\n.*Is the disk full/,
  )
  await record[Symbol.asyncDispose]()
})

test('a disposed record takes no more events', async () => {
  const record = openRecord(folder)
  record.add(LOG)
  await record[Symbol.asyncDispose]()
  await record[Symbol.asyncDispose]()
  record.add(LOG)
  record.flush()
  expect(await eventsOf()).toHaveLength(1)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteLog } from './byte-log.ts'

const MiB = 1024 * 1024

test('bytes stand at their offsets, whatever the chunks they came in', () => {
  const chunks = fc.array(fc.oneof(fc.uint8Array({ maxLength: 20 }), bigChunk()), { maxLength: 30 })
  fc.assert(
    fc.property(chunks, fc.nat(), fc.nat(), (parts, a, b) => {
      const log = new ByteLog({ start: 100 })
      for (const part of parts) log.append(part)
      const whole = Buffer.concat(parts)
      expect(log.end - log.start).toBe(whole.length)
      const [from, to] = [a % (whole.length + 1), b % (whole.length + 1)]
      expect(log.slice(100 + from, 100 + to).equals(whole.subarray(from, Math.max(from, to)))).toBe(true)
    }),
  )
})

test('a log keeps what it promises and forgets what is older', () => {
  const log = new ByteLog({ keep: MiB })
  for (let index = 0; index < 300; index += 1) log.append(Buffer.alloc(10_000, index))
  expect(log.end).toBe(3_000_000)
  expect(log.end - log.start).toBeGreaterThanOrEqual(MiB)
  expect(log.end - log.start).toBeLessThan(MiB + 20_000)
  expect(log.slice(0, log.start + 1)).toHaveLength(1)
  expect(log.slice(log.end - 1)[0]).toBe(299 % 256)
})

test('single bytes do not cost a block each', () => {
  const log = new ByteLog({ keep: MiB })
  for (let index = 0; index < 3 * MiB; index += 1) log.append(Uint8Array.of(index & 0xff))
  expect(log.pieceAt(log.start).length).toBeGreaterThan(10_000)
  expect(log.end - log.start).toBeLessThan(2 * MiB)
})

test('a big chunk between small ones wastes none of the memory of the small ones', () => {
  const log = new ByteLog()
  const parts = [
    Buffer.from('a'),
    Buffer.alloc(5000, 'b'),
    Buffer.from('c'),
    Buffer.alloc(5000, 'd'),
    Buffer.from('e'),
  ]
  for (const part of parts) log.append(part)
  expect(log.slice(0).toString()).toBe(Buffer.concat(parts).toString())
  expect(log.pieceAt(0).buffer).toBe(log.pieceAt(5001).buffer)
})

test('listeners hear bytes, marks, what is sent and the end, in order, with offsets and times', () => {
  const log = new ByteLog()
  const heard: unknown[] = []
  const stop = log.listen({
    bytes: (chunk, offset, time) => heard.push(['bytes', Buffer.from(chunk).toString(), offset, time]),
    sent: (bytes, offset, time) => heard.push(['sent', Buffer.from(bytes).toString(), offset, time]),
    mark: (text, offset, time) => heard.push(['mark', text, offset, time]),
    closed: (reason) => heard.push(['closed', reason.message]),
  })
  log.append(Buffer.from('login: '), 1000)
  log.sent(Buffer.from('root\r'), 1001)
  log.mark('port disappeared', 1002)
  log.close(new Error('unplugged'))
  log.close(new Error('again'))
  stop()
  log.append(Buffer.from('unheard'))
  expect(heard).toEqual([
    ['bytes', 'login: ', 0, 1000],
    ['sent', 'root\r', 7, 1001],
    ['mark', 'port disappeared', 7, 1002],
    ['closed', 'unplugged'],
  ])
})

test('a replay tells bytes with the times they came at, and marks between them', () => {
  const log = new ByteLog()
  log.append(Buffer.from('one'), 1000)
  log.append(Buffer.from('two'), 1005)
  log.mark('port disappeared', 1006)
  log.append(Buffer.from('three'), 2000)
  const heard: unknown[] = []
  log.replay(1, {
    bytes: (chunk, offset, time) => heard.push([Buffer.from(chunk).toString(), offset, time]),
    mark: (text, offset, time) => heard.push([text, offset, time]),
  })
  expect(heard).toEqual([
    ['ne', 1, 1000],
    ['two', 3, 1005],
    ['port disappeared', 6, 1006],
    ['three', 6, 2000],
  ])
})

test('the time of a byte is that of its chunk', () => {
  const log = new ByteLog()
  for (let index = 0; index < 5000; index += 1) log.append(Buffer.from('ab'), index * 10)
  expect(log.timeAt(0)).toBe(0)
  expect(log.timeAt(4001)).toBe(20_000)
  expect(log.timeAt(10_000)).toBeUndefined()
})

test('times are kept as long as the bytes, and no longer', () => {
  const log = new ByteLog({ keep: MiB })
  for (let index = 0; index < 4000; index += 1) log.append(Buffer.alloc(1000), index * 10)
  expect(log.timeAt(log.start)).toBe(Math.floor(log.start / 1000) * 10)
  expect(log.timeAt(log.end - 1)).toBe(39_990)
})

function bigChunk() {
  return fc
    .integer({ min: 4000, max: 9000 })
    .map((size) => Uint8Array.from({ length: size }, (_, at) => at % 251))
}

import { expect, test } from 'vitest'
import { ByteLog } from './byte-log.ts'
import type { ConsoleEntry } from './view.ts'
import { viewLines, viewLog } from './view.ts'

const text = (entry: ConsoleEntry) => (entry.kind === 'mark' ? `<${entry.text}>` : entry.bytes.toString())

async function all<T, R>(view: AsyncIterable<T>, show: (item: T) => R): Promise<R[]> {
  const items: R[] = []
  for await (const item of view) items.push(show(item))
  return items
}

test('several viewers see the same bytes and marks, from where each began', async () => {
  const log = new ByteLog()
  log.append(Buffer.from('old '))
  log.mark('port disappeared')
  const views = [
    all(viewLog(log, { from: 0 }), text),
    all(viewLog(log), text),
    all(viewLog(log, { from: 2 }), text),
  ]
  setImmediate(() => {
    log.mark('port returned')
    log.append(Buffer.from('new'))
    log.close(new Error('end'))
  })
  expect(await Promise.all(views)).toEqual([
    ['old ', '<port disappeared>', '<port returned>', 'new'],
    ['<port returned>', 'new'],
    ['d ', '<port disappeared>', '<port returned>', 'new'],
  ])
})

test('lines come whole, with the offset and time of their first byte', async () => {
  const log = new ByteLog()
  const lines = all(viewLines(log), (line) => line)
  setImmediate(() => {
    log.append(Buffer.from('one\r\ntw'), 1000)
    log.append(Buffer.from('o\n\nlast'), 2000)
    log.close(new Error('end'))
  })
  expect(await lines).toEqual([
    { offset: 0, time: 1000, text: 'one' },
    { offset: 5, time: 1000, text: 'two' },
    { offset: 9, time: 2000, text: '' },
    { offset: 10, time: 2000, text: 'last' },
  ])
})

test('a viewer ends quietly when its signal aborts', async () => {
  const controller = new AbortController()
  const view = all(viewLog(new ByteLog(), { signal: controller.signal }), text)
  setImmediate(() => controller.abort())
  expect(await view).toEqual([])
})

test('a viewer that was too slow is told what it missed', async () => {
  const log = new ByteLog({ keep: 1 })
  const view = viewLog(log, { from: 0 })
  for (let index = 0; index < 200; index += 1) log.append(Buffer.alloc(10_000))
  expect(text((await view.next()).value as ConsoleEntry)).toBe(`<${log.start} bytes were dropped>`)
})

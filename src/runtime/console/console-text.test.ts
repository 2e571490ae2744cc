import { expect, test } from 'vitest'
import { ByteLog } from './byte-log.ts'
import { consoleText } from './console-text.ts'
import { visibleLines, visibleText } from './visible-text.ts'

test('a console is printed without escape sequences, with marks on their own lines', () => {
  const log = new ByteLog()
  log.append(Buffer.from('\u001b[1;32mgreen\u001b[0m\r\n\u001b]0;title\u0007half'))
  log.mark('port disappeared')
  log.append(Buffer.from('a line\r\n\u0000end'))
  expect(consoleText(log)).toBe('green\nhalf\n--- port disappeared ---\na line\n<00>end\n')
  expect(consoleText(log, { from: log.end })).toBe('')
})

test('each line can show when it came', () => {
  const log = new ByteLog()
  log.append(Buffer.from('one\ntw'), Date.UTC(2026, 0, 2, 3, 4, 5, 678))
  log.append(Buffer.from('o\nthree'), Date.UTC(2026, 0, 2, 3, 4, 6))
  expect(consoleText(log, { timestamps: true })).toBe(
    '03:04:05.678  one\n03:04:05.678  two\n03:04:06.000  three\n',
  )
})

test('bytes that were dropped are mentioned', () => {
  const log = new ByteLog({ keep: 1 })
  for (let index = 0; index < 200; index += 1) log.append(Buffer.alloc(10_000, 'x'))
  expect(consoleText(log)).toMatch(new RegExp(`^--- ${log.start} bytes before this were dropped ---\nx`))
})

test('lines end at every kind of line end, and control characters are shown', () => {
  expect(visibleLines('a\r\nb\nc\rd\r\r\ne\tf\u0007\u009b')).toEqual(['a', 'b', 'c', 'd', 'e\tf<07><9B>'])
  expect(visibleText('a\r\n\t\u0003')).toBe('a\\r\\n\\t<03>')
})

test('hundreds of thousands of carriage returns cost no more than their number', () => {
  expect(visibleLines('\r'.repeat(300_000))).toEqual(['', ''])
})

test('a console of a million lines is printed', () => {
  const log = new ByteLog()
  log.append(Buffer.alloc(2_000_000, 'x\n'))
  log.mark('port disappeared')
  log.append(Buffer.alloc(2_000_000, 'y\n'))
  expect(consoleText(log)).toHaveLength(4_000_000 + '--- port disappeared ---\n'.length)
})

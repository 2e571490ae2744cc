import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteLog } from '../console/byte-log.ts'
import { createSearch } from './create-search.ts'
import { LONGEST_MATCH } from './regexp-search.ts'
import type { Found, Pattern } from './search.ts'

/** Delivers the chunks one after another; the input pauses only after the last. */
function searchIn(chunks: readonly Uint8Array[], pattern: Pattern): Found | undefined {
  const log = new ByteLog()
  const search = createSearch(log, 0, pattern)
  for (const chunk of chunks) {
    log.append(Uint8Array.from(chunk))
    const found = search.scan(false)
    if (found !== undefined) return found
  }
  return search.scan(true)
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

const bytesOfText = fc
  .array(fc.constantFrom('a', 'b', '1', '2', ' ', '\n', '\r\n', '€', '🎉', 'ab', 'B', '_'), { maxLength: 40 })
  .map((parts) => Buffer.from(parts.join('')))
const bytesOfRubbish = fc
  .array(
    fc.constantFrom(0x61, 0x62, 0x31, 0x0a, 0x20, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x8e, 0x89, 0xff, 0xc0),
    {
      maxLength: 40,
    },
  )
  .map((bytes) => Buffer.from(bytes))
/** The end is no half character: that would be held back until its rest comes. */
const anyBytes = fc
  .oneof(bytesOfText, bytesOfRubbish)
  .map((bytes) => Buffer.concat([bytes, Buffer.from('.')]))
const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 })

test('a text is found wherever it is cut into chunks', () => {
  const bytes = Buffer.from('ababb€abcabba')
  for (const text of ['abba', 'bb€', '€', 'a', 'babb', 'ababb€abcabba'])
    for (let first = 1; first < bytes.length; first += 1)
      for (let second = first; second < bytes.length; second += 1) {
        const chunks = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)]
        const start = bytes.indexOf(text)
        expect(searchIn(chunks, text)).toEqual({ start, end: start + Buffer.byteLength(text) })
      }
})

test('a text is found in chunks as in the whole', () => {
  const patterns = fc.array(fc.constantFrom('a', 'b', '1', ' ', '\n', '€', '🎉'), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(anyBytes, sizes, patterns, (bytes, chunkSizes, parts) => {
      const pattern = parts.join('')
      const start = bytes.indexOf(pattern)
      const end = start + Buffer.byteLength(pattern)
      expect(searchIn(cut(bytes, chunkSizes), pattern)).toEqual(start === -1 ? undefined : { start, end })
    }),
    { numRuns: 3000 },
  )
})

test('a text is found across the borders of big blocks of memory', () => {
  const size = 10_000
  for (const shift of [0, 1, 5, 11]) {
    const text = Buffer.concat([
      Buffer.alloc(size - shift, '.'),
      Buffer.from('boot complete'),
      Buffer.alloc(size, '.'),
    ])
    const start = size - shift
    expect(searchIn(cut(text, [size]), 'boot complete')).toEqual({ start, end: start + 13 })
  }
})

test('a text longer than many blocks is found', () => {
  const pattern = 'abcdefghij'.repeat(3000)
  const bytes = Buffer.from(`x${pattern.slice(0, -1)}!${pattern}y`)
  const start = pattern.length + 1
  expect(searchIn(cut(bytes, [5000]), pattern)).toEqual({ start, end: start + pattern.length })
})

const atom = fc.constantFrom(
  'a',
  'b',
  '1',
  '\\d',
  '\\w',
  '.',
  '[ab]',
  '[^a\\n]',
  '€',
  '(?:ab)',
  '(a|ab)',
  '\\b',
  ' ',
)
const quantifier = fc.constantFrom('', '', '', '+', '*', '?', '{2}', '{1,2}', '+?', '*?')
const sequence = fc
  .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([text, times]) => (text === '\\b' ? text : text + times)).join(''))
const expression = fc
  .tuple(sequence, fc.constantFrom('', '', '$', '|b1'), fc.constantFrom('', 'm', 'i', 'u', 'g', 'y', 'gm'))
  .map(([source, tail, flags]) => new RegExp(source + tail, flags))

test('an expression within a line is found in chunks as in the whole', () => {
  fc.assert(
    fc.property(anyBytes, sizes, expression, (bytes, chunkSizes, pattern) => {
      expect(searchIn(cut(bytes, chunkSizes), pattern)).toEqual(inWhole(bytes, pattern))
    }),
    { numRuns: 10_000 },
  )
})

test.each([/a\s+b/, /[^a]b\s/, /\n\s*1/, /(?<=\n)ab/, /1[^b]a/, /\r\n\r\n/])(
  'an expression across lines is found in chunks as in the whole: %s',
  (pattern) => {
    fc.assert(
      fc.property(bytesOfText, sizes, (bytes, chunkSizes) => {
        expect(searchIn(cut(bytes, chunkSizes), pattern)).toEqual(inWhole(bytes, pattern))
      }),
      { numRuns: 500 },
    )
  },
)

/** What the engine finds in all of the text at once, in bytes. */
function inWhole(bytes: Buffer, pattern: RegExp): unknown {
  const text = bytes.toString()
  const match = new RegExp(pattern, pattern.flags.replace(/[gy]/g, '')).exec(text)
  if (match === null) return undefined
  const end = match.index + match[0].length
  const [start, behind] = [match.index, end].map((at) => bytesOf(bytes, isInPair(text, at) ? at + 1 : at))
  return {
    start,
    end: behind,
    match: expect.arrayContaining([...match]),
  }
}

/** Without the u flag an expression can match half of a character. */
function isInPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]$/.test(text.slice(0, at)) && /^[\udc00-\udfff]/.test(text.slice(at))
}

/** Counts by decoding longer and longer prefixes: slow, and independent of what it checks. */
function bytesOf(bytes: Buffer, units: number): number {
  if (units === 0) return 0
  const { length } = bytes.toString()
  for (let size = 1; size < bytes.length; size += 1) {
    const head = bytes.subarray(0, size).toString().length
    if (head >= units && head + bytes.subarray(size).toString().length === length) return size
  }
  return bytes.length
}

test('a number at the end of what came waits for its other digits', () => {
  const log = new ByteLog()
  const search = createSearch(log, 0, /volts=(\d+)/)
  log.append(Buffer.from('volts=3'))
  expect([search.scan(false), search.behind]).toEqual([undefined, true])
  log.append(Buffer.from('30'))
  expect(search.scan(false)).toBeUndefined()
  log.append(Buffer.from('0 mV\r\n'))
  expect(search.scan(false)?.match?.[1]).toBe('3300')
})

test('an expression whose end is certain is found at once', () => {
  const log = new ByteLog()
  const search = createSearch(log, 0, /root@[\w-]+:[^ ]+ # /)
  log.append(Buffer.from('root@board:~ # '))
  expect(search.scan(false)).toMatchObject({ start: 0, end: 15 })
})

test('an undecided match counts when much text follows it without a line end', () => {
  const log = new ByteLog()
  const search = createSearch(log, 0, /a\d*/)
  log.append(Buffer.from(`a1${'.'.repeat(5000)}`))
  expect(search.scan(false)).toMatchObject({ start: 0, end: 2 })
})

test.each([/needle \d/, /needle\s\d/])('%s is found behind megabytes, whatever the chunks', (pattern) => {
  const line = 'some grüße from the kernel 🎉, all is well\r\n'
  const hay = Buffer.from(line.repeat(30_000))
  const bytes = Buffer.concat([hay, Buffer.from('the needle 7 and more\r\n')])
  for (const size of [100_000, 4096, 777]) {
    const found = searchIn(cut(bytes, [size]), pattern)
    expect([found?.start, found?.end, found?.match?.[0]]).toEqual([
      hay.length + 4,
      hay.length + 12,
      'needle 7',
    ])
  }
})

test.each([/needle (\d)/, /needle\s(\d)/])('%s is found in a line that never ends', (pattern) => {
  const hay = Buffer.alloc(700_000, 'endless ')
  for (const size of [65_536, 1000]) {
    const found = searchIn([...cut(hay, [size]), Buffer.from('nee'), Buffer.from('dle 7')], pattern)
    expect([found?.start, found?.match?.[1]]).toEqual([hay.length, '7'])
  }
})

test('a match may be as long as promised', () => {
  const bytes = Buffer.from(`${'.'.repeat(300_000)}<${'x\n'.repeat((LONGEST_MATCH - 10) / 2)}>`)
  expect(searchIn(cut(bytes, [1000]), /<[^>]+>/)?.start).toBe(300_000)
})

test('what was dropped before it could be searched is skipped', () => {
  const log = new ByteLog({ keep: 1 })
  const searches = ['boot', /bo+t/].map((pattern) => createSearch(log, 0, pattern))
  for (let index = 0; index < 300; index += 1) log.append(Buffer.alloc(10_000, '.'))
  log.append(Buffer.from('boot '))
  expect(searches.map((search) => search.scan(true)?.start)).toEqual([3_000_000, 3_000_000])
})

test('an empty text is refused', () => {
  expect(() => createSearch(new ByteLog(), 0, '')).toThrow('The text to wait for is empty.')
})

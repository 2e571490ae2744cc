import { expect, it } from 'vitest'
import { decodeSource } from './decode-source.ts'

it('decodes UTF-8 and drops a byte order mark', () => {
  expect(decodeSource(Buffer.from('\ufeffLög'))).toEqual({ text: 'Lög', diagnostics: [] })
})

it('takes a written replacement character for what it is', () => {
  expect(decodeSource(Buffer.from('a\ufffdb')).diagnostics).toEqual([])
})

it('reports bytes that are not UTF-8, once a line, and keeps the rest', () => {
  const bytes = Buffer.concat([
    Buffer.from('ok\r\nä'),
    Buffer.from([0xe4, 0xff]),
    Buffer.from('b\nc'),
    Buffer.from([0x80]),
  ])
  const { text, diagnostics } = decodeSource(bytes)
  expect(text).toBe('ok\r\nä\ufffd\ufffdb\nc\ufffd')
  expect(diagnostics.map(({ line, column, endColumn, code }) => [line, column, endColumn, code])).toEqual([
    [2, 2, 3, 'invalid-utf8'],
    [3, 2, 3, 'invalid-utf8'],
  ])
})

it('reports no more than a few lines of a file in another encoding', () => {
  const { diagnostics } = decodeSource(Buffer.from('\xe4\n'.repeat(1000), 'latin1'))
  expect(diagnostics).toHaveLength(20)
})

it('counts columns past a byte order mark', () => {
  const bytes = Buffer.concat([Buffer.from('\ufeffab'), Buffer.from([0xff])])
  expect(decodeSource(bytes).diagnostics).toMatchObject([{ line: 1, column: 3 }])
})

import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandIn, printfFormat, quote, quoteTyped } from './posix-quote.ts'

const sh = (script: string) => execFileSync('sh', ['-c', script])
const bytes = fc.uint8Array({ maxLength: 40 }).map((list) => list.filter((byte) => byte !== 0))

test('any text is one word again', () => {
  const text = fc.string({ unit: 'binary-ascii' }).map((word) => word.replaceAll('\0', ''))
  fc.assert(
    fc.property(text, (word) => {
      expect(sh(`printf %s ${quote(word)}`).toString()).toBe(word)
    }),
    { numRuns: 20 },
  )
})

test('what is typed is printable ASCII alone, and means the same', () => {
  for (const word of ['plain', "it's", 'a\tb\nc', 'größe %s \\n', '\u0003']) {
    const typed = quoteTyped(word)
    expect(typed).toMatch(/^[ -~]*$/)
    expect(sh(`printf %s ${typed}`).toString()).toBe(word)
  }
})

test('printf prints any bytes', () => {
  fc.assert(
    fc.property(bytes, (list) => {
      expect([...sh(`printf ${printfFormat(list)}`)]).toEqual([...list])
    }),
    { numRuns: 20 },
  )
})

test('a command has its folder, variables and input', () => {
  const script = commandIn('pwd; echo $GREETING; cat', {
    ...{ cwd: '/', env: { GREETING: "it's" }, input: 'line\n' },
  })
  expect(sh(script).toString()).toBe("/\nit's\nline\n")
})

test('a command does not run without its folder', () => {
  expect(
    sh(`(${commandIn('echo ran', { cwd: '/no/such/folder' })}) 2>/dev/null || echo refused`).toString(),
  ).toBe('refused\n')
})

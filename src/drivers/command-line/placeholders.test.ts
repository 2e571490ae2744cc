import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill, fillArguments, placeholdersIn, shellLine } from './placeholders.ts'

test('placeholders are names in braces; two braces are one, and variables of the shell are left', () => {
  expect(placeholdersIn('a {image} {{x}} ${HOME} {} {1} {off_time}')).toEqual(['image', 'off_time'])
  expect(fill('a {image} {{x}} ${HOME}', { image: 'i' })).toBe('a i {x} ${HOME}')
})

test('values are written so that a program reads them', () => {
  const values = {
    bytes: new Uint8Array([1, 255]),
    list: [1, 2],
    on: true,
    none: undefined,
    object: { a: 1 },
  }
  expect(fill('{bytes} {list} {on} {none} {object}', values)).toBe('01ff 1,2 true  {"a":1}')
  expect(fillArguments(['x', '{none}', 'n={none}', '{on}'], values)).toEqual(['x', 'n=', 'true'])
})

test('no value is ever part of the line of a shell, wherever its placeholder stands', () => {
  const text = fc.string({ unit: 'binary-ascii' }).map((word) => word.replaceAll('\0', ''))
  fc.assert(
    fc.property(text, (value) => {
      const { line, env } = shellLine('printf %s {offTime}; printf "[%s]" "a{offTime}" >/dev/null; echo .', {
        offTime: value,
      })
      const said = execFileSync('/bin/sh', ['-f', '-c', line], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
      })
      expect(said).toBe(`${value}.\n`)
    }),
    { numRuns: 30 },
  )
})

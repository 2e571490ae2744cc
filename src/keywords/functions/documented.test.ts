import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { builtins } from './builtins.ts'
import { methodNames } from './methods.ts'
import { modules } from './modules.ts'

const PAGE = readFileSync(new URL('../../../docs/expressions.md', import.meta.url), 'utf8')

it('documents exactly the functions that there are', () => {
  expect(namesIn(/- \*\*Functions:\*\* `([^`]+)`/)).toEqual([...builtins.keys()].sort())
})

it.each([...modules.values()])('documents exactly what is in $name', ({ name, functions }) => {
  expect(namesIn(new RegExp(`\`${name}\` \\(\`([^\`]+)\``))).toEqual([...functions.keys()].sort())
})

it('documents exactly the methods that there are', () => {
  const line = /- \*\*Methods of text:\*\* (.*)/.exec(PAGE)?.[1] ?? ''
  const documented = [...line.matchAll(/`([^`]+)`/g)].flatMap((match) => (match[1] ?? '').split(' '))
  expect([...new Set([...documented, 'is_integer', 'bit_length'])].sort()).toEqual([...methodNames()].sort())
})

function namesIn(pattern: RegExp): string[] {
  return (pattern.exec(PAGE)?.[1] ?? '').split(' ').sort()
}

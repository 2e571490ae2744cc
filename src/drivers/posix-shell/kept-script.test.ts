import { expect, test } from 'vitest'
import { keptLine, suitsKeptShell } from './kept-script.ts'
import { killCommand, scriptOf } from './script.ts'

const suits = (command: string) => suitsKeptShell(scriptOf(command, { env: { A: '1' } }))

test.each(['ls', 'echo $PPID $A "$?"', "echo '$'", 'MY_SECONDS=1; echo $MY_SECONDS', 'x'.repeat(10_000)])(
  '%j suits a kept shell',
  (command) => expect(suits(command)).toBe(true),
)

test.each([
  'echo $$',
  'kill -9 ${$}',
  'echo $BASHPID',
  'while [ $SECONDS -lt 5 ]; do :; done',
  'x'.repeat(17_000),
])('%j is for a shell of its own', (command) => expect(suits(command)).toBe(false))

test('what shows no sign that it has begun is for a shell of its own', () => {
  expect(suitsKeptShell(killCommand(7, 'INT'))).toBe(false)
})

test('a script of several lines becomes one', () => {
  expect(keptLine("it's\n\n$A")).toBe("'it'\\''s'$_hiln''$_hiln'$A'\n")
})

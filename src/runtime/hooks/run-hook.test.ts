import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import type { Hook } from './hook.ts'
import { runHook } from './run-hook.ts'

/** Runs a hook; resolves to what it printed, and why it failed. */
async function ran(run: Hook['run'], timeout = 10_000) {
  let printed = ''
  const failure = await runHook({
    ...{ name: 'beforeTest', hook: { run, timeout, onFailure: 'warn' }, directory: tmpdir() },
    env: { HIL_TEST: 'Boots' },
    output: (line) => {
      printed += `${line}\n`
    },
  }).catch((error: Error) => error)
  return { printed, failure }
}

test('a command line runs in a shell, in the folder of the bench, with its variables', async () => {
  expect(await ran('echo "$HIL_TEST" && pwd | cat; echo late >&2')).toEqual({
    printed: `Boots\n${tmpdir()}\nlate\n`,
    failure: undefined,
  })
})

test('a list is a program and its arguments, as they are', async () => {
  expect((await ran(['echo', '$HIL_TEST', 'a  b'])).printed).toBe('$HIL_TEST a  b\n')
})

test('one that fails says how', async () => {
  const failed = (what: string) =>
    expect.objectContaining({ family: 'lab', code: 'hook-failed', message: expect.stringContaining(what) })
  expect((await ran('exit 7')).failure).toEqual(
    failed('The hook beforeTest of the bench ended with exit code 7.'),
  )
  expect((await ran('kill -9 $$')).failure).toEqual(failed('ended by SIGKILL'))
  expect((await ran(['/no/such/program'])).failure).toEqual(failed('did not start'))
})

test('one that takes too long is ended with all that it started', async () => {
  const { printed, failure } = await ran('trap "" TERM; sleep 1000 & echo $!; wait; sleep 1000', 2000)
  expect(failure).toMatchObject({ message: expect.stringContaining('took longer than 2 s and was ended') })
  const pid = Number(printed)
  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false) // whoever collects orphans takes his time
})

test('what it prints is bounded', async () => {
  const { printed } = await ran('head -c 1000000 /dev/zero | tr "\\0" x')
  const [last, ...lines] = printed.trimEnd().split('\n').reverse()
  expect(last).toBe('… the rest is left out')
  expect(lines.join('\n').length).toBeLessThanOrEqual(262_144)
})

test('nothing but line ends is bounded too', async () => {
  const { printed } = await ran('head -c 1000000 /dev/zero | tr "\\0" "\\n"')
  expect(printed.split('\n').length).toBeLessThan(262_150)
  expect(printed).toMatch(/… the rest is left out\s*$/)
})

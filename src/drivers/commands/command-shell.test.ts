import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { commandShell } from './command-shell.ts'

let trial: TrialDevice
beforeAll(async () => {
  const config = { prefix: ['env', 'WHERE=there', 'sh', '-c'], env: { HERE: 'here' } }
  trial = await openTrialDevice({ shell: { driver: commandShell, config } }, '/')
})
afterAll(() => trial?.[Symbol.asyncDispose]())

test('commands run behind the program, with exit codes and both outputs', async () => {
  expect(await trial.device.shell.run('echo $WHERE; echo $HERE >&2; exit 5')).toEqual({
    ...{ stdout: 'there\n', stderr: 'here\n', exitCode: 5 },
  })
})

test('folder, variables and input are those asked for, and stay only if they should', async () => {
  const { shell } = trial.device
  const end = await shell.run('pwd; echo "$A"; cat', { cwd: '/usr', env: { A: "it's" }, input: 'x' })
  expect(end.stdout).toBe("/usr\nit's\nx")
  await shell.run('cd /usr/lib; KEPT=yes', { persist: true })
  expect((await shell.run('pwd; echo $KEPT')).stdout).toBe('/usr/lib\nyes\n')
})

test('a command that never ends is ended with what it started; jobs are stopped', async () => {
  const { shell } = trial.device
  await expect(shell.run('sleep 31504 & sleep 31505', { timeout: 100 })).rejects.toThrow('It was ended.')
  const job = await shell.start('sleep 31506')
  await shell.stop(job)
  expect((await shell.wait(job)).exitCode).toBe(143)
  expect((await shell.run('pgrep -f "^sleep 3150[456]"')).exitCode).toBe(1)
})

test('a program that is not there is told', async () => {
  const config = { prefix: ['no-such-program'] }
  await using other = await openTrialDevice({ shell: { driver: commandShell, config } }, '/')
  await expect(other.device.shell.run('true')).rejects.toThrow(
    'board: the program "no-such-program" cannot be run: spawn no-such-program ENOENT',
  )
})

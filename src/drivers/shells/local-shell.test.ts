import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { localShell } from './local-shell.ts'

async function open(config: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-local-'))
  const trial = await openTrialDevice({ shell: { driver: localShell, config } }, folder)
  onTestFinished(async () => {
    await trial[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  return { ...trial.device, shell: trial.device.shell, files: trial.device.files, folder }
}

test('a command gives its output, errors and exit code', async () => {
  const { shell, folder } = await open({ env: { COLOUR: 'red' } })
  expect(await shell.run('echo $COLOUR; cat; echo err >&2; exit 3', { input: 'in\n' })).toEqual({
    ...{ stdout: 'red\nin\n', stderr: 'err\n', exitCode: 3 },
  })
  expect((await shell.run('pwd')).stdout).toBe(`${folder}\n`)
  expect((await shell.run('pwd; echo $A', { cwd: '/', env: { A: 'b' } })).stdout).toBe('/\nb\n')
  expect((await shell.run('printf "\\000\\377"', { as: 'bytes' })).stdout).toEqual(Buffer.from([0, 255]))
  expect((await shell.run('kill -9 $$')).exitCode).toBe(137)
})

test('folder and variables stay when asked, whatever ends the command', async () => {
  const { shell, folder } = await open()
  await shell.run('cd /; export COLOUR="dark red"', {})
  expect((await shell.run('pwd')).stdout).toBe(`${folder}\n`)
  expect((await shell.run('cd /; export COLOUR="dark red"; exit 2', { persist: true })).exitCode).toBe(2)
  expect((await shell.run('pwd; echo "$COLOUR"')).stdout).toBe('/\ndark red\n')
})

test('a command that never ends is ended with all it started, and told', async () => {
  const { shell } = await open()
  await expect(shell.run('sleep 1000 & wait; sleep 1000', { timeout: 100 })).rejects.toMatchObject({
    ...{ code: 'command-timeout', family: 'device' },
  })
  const given = new AbortController()
  const running = shell.run('sleep 1000', { signal: given.signal })
  given.abort(new Error('no longer needed'))
  await expect(running).rejects.toThrow('no longer needed')
  expect((await shell.run('echo on')).stdout).toBe('on\n')
})

test('commands run in the background', async () => {
  const { shell, folder } = await open()
  const job = await shell.start('echo begun; touch begun; sleep 1000')
  expect(await shell.isRunning(job)).toBe(true)
  await expect.poll(() => existsSync(join(folder, 'begun'))).toBe(true)
  await expect(shell.wait(job, { timeout: 50 })).rejects.toThrow(`the command ${job} took longer`)
  await shell.stop(job)
  expect(await shell.wait(job)).toEqual({ stdout: 'begun\n', stderr: '', exitCode: 143 })
  await expect(shell.wait(job)).rejects.toMatchObject({ code: 'no-such-job' })
})

test('files are brought, compared, fetched and removed', async () => {
  const { files, folder } = await open()
  writeFileSync(join(folder, 'a.bin'), Buffer.from([1, 2, 0, 255]))
  const { bytes, sha256 } = await files.put('a.bin', 'b.bin', { mode: '750' })
  expect(bytes).toBe(4)
  expect(await files.checksum('b.bin')).toBe(sha256)
  expect(statSync(join(folder, 'b.bin')).mode & 0o777).toBe(0o750)
  expect(await files.get('b.bin')).toEqual(readFileSync(join(folder, 'a.bin')))
  await files.remove('b.bin')
  await expect(files.get('b.bin')).rejects.toMatchObject({ code: 'file-missing' })
  await expect(files.put('a.bin', 'b.bin', { mode: '9x' })).rejects.toMatchObject({ code: 'bad-mode' })
})

test('a shell that is not there is told', async () => {
  const { shell } = await open({ program: '/no/such/shell' })
  await expect(shell.run('true')).rejects.toMatchObject({ code: 'shell-unusable', family: 'lab' })
})

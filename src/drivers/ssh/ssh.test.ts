import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { hasSshd, openTrialSshd, type TrialSshd } from '../ssh-connection/trial-sshd.ts'
import { sshDriver } from './ssh.ts'

describe.skipIf(!hasSshd)('commands on an OpenSSH server (needs openssh-server)', () => {
  let sshd: TrialSshd
  let trial: TrialDevice
  beforeAll(async () => {
    sshd = await openTrialSshd('MaxSessions 4')
    trial = await openTrialDevice({ ssh: { driver: sshDriver, config: sshd.config } }, sshd.folder)
  })
  afterAll(async () => {
    await trial?.[Symbol.asyncDispose]()
    await sshd?.[Symbol.asyncDispose]()
  })
  const run = (command: string, options = {}) => trial.device.shell.run(command, options)

  test('a command gives what it wrote, apart, and its exit code', async () => {
    const end = await run('echo out; echo err >&2; exit 3')
    expect(end).toEqual({ stdout: 'out\n', stderr: 'err\n', exitCode: 3 })
    expect((await run('kill -s KILL $$')).exitCode).toBe(137)
    expect((await run('no-such-program-here')).exitCode).toBe(127)
  })

  test('a command runs in its folder, with its environment and input', async () => {
    const end = await run('pwd; echo "$A"; cat', { cwd: '/usr', env: { A: "it's $HOME" }, input: 'given' })
    expect(end.stdout).toBe("/usr\nit's $HOME\ngiven")
    expect((await run('pwd')).stdout).not.toBe('/usr\n')
  })

  test('a command may leave its folder and variables to those after it, and they go with the session', async () => {
    const other = await openTrialDevice({ ssh: { driver: sshDriver, config: sshd.config } }, sshd.folder)
    const { shell } = other.device
    expect((await shell.run('cd /usr/lib; KEPT="it\'s kept"; (exit 3)', { persist: true })).exitCode).toBe(3)
    expect((await shell.run('pwd; echo "$KEPT"; KEPT=not')).stdout).toBe("/usr/lib\nit's kept\n")
    expect((await shell.run('echo "$KEPT"', { cwd: '/', persist: true })).stdout).toBe("it's kept\n")
    expect((await shell.run('pwd')).stdout).toBe('/\n')
    const left = (await run(`grep -l "it's kept\\|it.*s kept" /tmp/.hilwright-* 2>/dev/null`)).stdout
    expect(left).toMatch(/^\/tmp\/\.hilwright-\S+\n$/)
    await other[Symbol.asyncDispose]()
    expect((await run(`ls ${left}`)).exitCode).not.toBe(0)
  })

  test('a command does not run where its folder is missing', async () => {
    const end = await run('echo ran', { cwd: '/no/such folder' })
    expect(end.stdout).toBe('')
    expect(end.exitCode).not.toBe(0)
    expect(end.stderr).toContain('/no/such folder')
  })

  test('a name that is no variable is refused before anything runs', async () => {
    await expect(run('true', { env: { 'A;reboot': '1' } })).rejects.toThrow('"A;reboot" cannot be the name')
  })

  test('output comes as bytes, none of them changed', async () => {
    const bytes = "printf '\\000\\377\\r\\n\\200'"
    const { stdout } = await run(bytes, { as: 'bytes' })
    expect([...(stdout as Uint8Array)]).toEqual([0, 255, 13, 10, 128])
  })

  test('megabytes of output and input pass', async () => {
    const input = 'x'.repeat(3_000_000)
    expect((await run('wc -c', { input })).stdout.toString().trim()).toBe('3000000')
    const { stdout } = await run('head -c 5000000 /dev/zero', { as: 'bytes' })
    expect(stdout).toHaveLength(5_000_000)
  })

  test('a command that never ends is ended, with all that it started', async () => {
    const never = run('echo begun; sleep 31415 & sleep 31416', { timeout: 2000 })
    await expect(never).rejects.toThrow(
      /"echo begun.*" did not end within 2 s\. Its last lines:\n {2}\| begun\n {2}It was ended\./,
    )
    await expect.poll(async () => (await run('pgrep -f "^sleep 3141[56]"')).exitCode).toBe(1)
  })

  test('a command that heeds no Ctrl-C is ended all the same', async () => {
    await expect(run("trap '' INT TERM; sleep 31417", { timeout: 100 })).rejects.toThrow('It was ended.')
    await expect.poll(async () => (await run('pgrep -f "^sleep 31417"')).exitCode).toBe(1)
  })

  test('a caller who gives up does not leave the command behind', async () => {
    const giveUp = new AbortController()
    const running = trial.device.shell.run('sleep 31418', { signal: giveUp.signal })
    await expect.poll(async () => (await run('pgrep -f "^sleep 31418"')).exitCode).toBe(0)
    giveUp.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
    await expect.poll(async () => (await run('pgrep -f "^sleep 31418"')).exitCode).toBe(1)
  })

  test('more commands than the server takes at once wait for their turn', async () => {
    const ends = await Promise.all(Array.from({ length: 25 }, (_, index) => run(`sleep 0.02; echo ${index}`)))
    expect(ends.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 25 }, (_, index) => `${index}\n`))
  })

  test('a command in the background is waited for, asked about and stopped', async () => {
    const { shell } = trial.device
    const quick = await shell.start('echo done; exit 4')
    expect(await shell.wait(quick)).toEqual({ stdout: 'done\n', stderr: '', exitCode: 4 })
    expect(await shell.isRunning(quick)).toBe(false)
    const slow = await shell.start('echo $PWD; sleep 31419', { cwd: '/usr' })
    expect(await shell.isRunning(slow)).toBe(true)
    await expect.poll(async () => (await run('pgrep -f "^sleep 31419"')).exitCode).toBe(0)
    await expect(shell.wait(slow, { timeout: 50 })).rejects.toThrow('did not end within 50 ms')
    await shell.stop(slow)
    expect(await shell.wait(slow)).toMatchObject({ stdout: '/usr\n', exitCode: 143 })
    await shell.stop(slow)
    await expect(shell.wait(99)).rejects.toThrow('There is no command 99 in the background')
  })

  test('what was started ends with the session', async () => {
    const other = await openTrialDevice({ ssh: { driver: sshDriver, config: sshd.config } }, sshd.folder)
    await other.device.shell.start('sleep 31420')
    await expect.poll(async () => (await run('pgrep -f "^sleep 31420"')).exitCode).toBe(0)
    await other[Symbol.asyncDispose]()
    expect((await run('pgrep -f "^sleep 31420"')).exitCode).toBe(1)
  })
})

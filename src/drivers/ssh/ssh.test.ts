import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { hasSshd, openTrialSshd, type TrialSshd } from '../ssh-connection/trial-sshd.ts'
import { sshDriver } from './ssh.ts'

describe.skipIf(!hasSshd)('ssh to OpenSSH (needs openssh-server)', () => {
  let sshd: TrialSshd
  let trial: TrialDevice
  beforeAll(async () => {
    sshd = await openTrialSshd()
    trial = await openTrialDevice({ ssh: { driver: sshDriver, config: sshd.config } }, sshd.folder)
  })
  afterAll(async () => {
    await trial[Symbol.asyncDispose]()
    await sshd[Symbol.asyncDispose]()
  })

  test('a command gives what it wrote, apart, and its exit code', async () => {
    const { shell } = trial.device
    expect(await shell.run('echo out; echo err >&2; exit 3')).toEqual({
      stdout: 'out\n',
      stderr: 'err\n',
      exitCode: 3,
    })
  })

  test('a command runs in its folder, with its environment and input', async () => {
    const { shell } = trial.device
    const end = await shell.run('pwd; echo "$A"; cat', {
      cwd: '/usr',
      env: { A: "it's $HOME" },
      input: 'given',
    })
    expect(end.stdout).toBe("/usr\nit's $HOME\ngiven")
  })

  test('a command that never ends is ended', async () => {
    await expect(trial.device.shell.run('echo begun; sleep 300', { timeout: 300 })).rejects.toThrow(
      /did not end within 300 ms\. Its last lines:\n {2}\| begun\n {2}It was ended\./,
    )
    expect((await trial.device.shell.run('pgrep -f "^sleep 300"')).exitCode).toBe(1)
  })
})

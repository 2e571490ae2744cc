import { describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { hasSshd, openTrialSshd } from '../ssh-connection/trial-sshd.ts'
import { sshDriver } from './ssh.ts'

describe.skipIf(!hasSshd)('shells kept where channels are few (needs openssh-server)', () => {
  test.each([1, 2, 3])('%i: commands, files and background commands take turns with them', async (most) => {
    await using sshd = await openTrialSshd(`MaxSessions ${most}`)
    await using trial = await openTrialDevice(
      { ssh: { driver: sshDriver, config: sshd.config } },
      sshd.folder,
    )
    const { shell, files } = trial.device
    for (let round = 0; round < 3; round++) {
      const many = Array.from({ length: 12 }, (_, index) => shell.run(`echo ${index}`))
      const puts = ['a', 'b', 'c'].map((name) => files.put('sshd_config', `${sshd.folder}/${name}`))
      expect((await Promise.all(many)).map(({ stdout }) => Number(stdout))).toEqual([...many.keys()])
      await Promise.all(puts)
      expect((await shell.run('cat', { input: 'given' })).stdout).toBe('given')
      const job = await shell.start('exit 3')
      expect((await shell.wait(job)).exitCode).toBe(3)
    }
  })
})

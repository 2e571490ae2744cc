import { describe, expect, onTestFinished, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { trialConsole } from '../console-shell/trial-console.ts'
import { shell } from './shell.ts'

const SHELLS = ['bash --norc -i', 'dash -i', 'busybox ash -i']

/** A device whose console is a program on a pseudoterminal. */
async function open(command: string, config: object = {}, console: object = {}) {
  const trial = await openTrialDevice({
    console: { driver: trialConsole, config: { command, ...console } },
    shell: { driver: shell, config: { nudge: 300, ...config } },
  })
  onTestFinished(() => trial[Symbol.asyncDispose]())
  return trial.device
}

describe.each(SHELLS)('%s', (command) => {
  const isMissing = !installed('socat', command.split(' ')[0] as string)

  test.skipIf(isMissing)('a command gives its output, errors and exit code', async () => {
    const board = await open(command)
    const ended = await board.shell.run('echo out; echo err >&2; exit 3')
    expect(ended).toEqual({ stdout: 'out\n', stderr: 'err\n', exitCode: 3 })
    expect(await board.shell.run('true')).toEqual({ stdout: '', stderr: '', exitCode: 0 })
  })

  test.skipIf(isMissing)('output is exact: no newline, markers, prompts, tabs, several lines', async () => {
    const board = await open(command)
    for (const text of ['no newline', 'a\r\nb\n', 'x\ty\n\n', '$ # > root@host:~# ', '~1~abc>0;'])
      expect((await board.shell.run(`printf '${text.replaceAll('\\', '\\\\')}'`)).stdout).toBe(text)
    expect((await board.shell.run("echo one\necho 'two  three'\n")).stdout).toBe('one\ntwo  three\n')
    expect((await board.shell.run('echo größe ✓')).stdout).toBe('größe ✓\n')
  })
})

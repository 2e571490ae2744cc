import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { trialConsole } from '../console-shell/trial-console.ts'
import { shell } from './shell.ts'

const SHELLS = ['bash --norc -i', 'dash -i', 'busybox ash -i']
/** A message of the kernel with the time of now, printed byte by byte into whatever the console says. */
const KERNEL = String.raw`read -r up rest </proc/uptime; printf '[%s%04d] usb 1-1: new device\r\n' $up $i`

/** A device whose console is a program on a pseudoterminal. */
async function open(command: string, config: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-shell-'))
  const trial = await openTrialDevice(
    {
      console: { driver: trialConsole, config: { command, env: { TMPDIR: folder, PS1: 'root@board:~# ' } } },
      shell: { driver: shell, config: { nudge: 300, ...config } },
    },
    folder,
  )
  onTestFinished(async () => {
    await trial[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  return { folder, board: trial.device }
}

describe.each(SHELLS)('%s', (command) => {
  const isMissing = !installed('socat', command.split(' ')[0] as string)

  test.skipIf(isMissing)('a command gives its output, errors and exit code', async () => {
    const { board } = await open(command)
    const ended = await board.shell.run('echo out; echo err >&2; exit 3')
    expect(ended).toEqual({ stdout: 'out\n', stderr: 'err\n', exitCode: 3 })
    expect(await board.shell.run('true')).toEqual({ stdout: '', stderr: '', exitCode: 0 })
    expect((await board.shell.run('no-such-command')).exitCode).toBe(127)
    expect((await board.shell.run('echo "unbalanced')).exitCode).toBe(2)
  })

  test.skipIf(isMissing)('output is exact: no newline, markers, prompts, tabs, several lines', async () => {
    const { board } = await open(command)
    for (const text of ['no newline', 'a\r\nb\n', 'x\ty\n\n', '$ # > root@board:~# ', '~1~abc>0;', "it's"])
      expect((await board.shell.run(`printf %s '${text.replaceAll("'", String.raw`'\''`)}'`)).stdout).toBe(
        text,
      )
    expect((await board.shell.run("echo one\necho 'two  three'\n")).stdout).toBe('one\ntwo  three\n')
    expect((await board.shell.run('echo größe ✓')).stdout).toBe('größe ✓\n')
  })

  test.skipIf(isMissing)('all bytes come through as bytes', async () => {
    const { board } = await open(command)
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    const script = `printf '${[...all].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'; exit 4`
    expect(await board.shell.run(script, { as: 'bytes' })).toEqual({ stdout: all, stderr: '', exitCode: 4 })
  })

  test.skipIf(isMissing)(
    'folder, variables and input are the command’s own; they persist when asked',
    async () => {
      const { board } = await open(command)
      const own = await board.shell.run('pwd; echo $A; cat', {
        cwd: '/usr',
        env: { A: "it's" },
        input: 'in\n',
      })
      expect(own.stdout).toBe("/usr\nit's\nin\n")
      await board.shell.run('cd /; A=1')
      expect((await board.shell.run('echo $A$(pwd)')).stdout).not.toBe('1/\n')
      await board.shell.run('cd /; A=1', { persist: true })
      expect((await board.shell.run('echo $A$(pwd)')).stdout).toBe('1/\n')
      expect((await board.shell.run('pwd', { cwd: '/no/such' })).exitCode).not.toBe(0)
    },
  )

  test.skipIf(isMissing)(
    'a command and an input longer than a terminal line arrive whole',
    async () => {
      const { board } = await open(command)
      const words = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(' ')
      expect((await board.shell.run(`echo ${words}`)).stdout).toBe(`${words}\n`)
      const lines = `${words.replaceAll(' ', '\n')}\n`
      expect((await board.shell.run('cat', { input: lines })).stdout).toBe(lines)
    },
    20_000,
  )

  test.skipIf(isMissing)('a command that never ends is interrupted, and the next one runs', async () => {
    const { board } = await open(command)
    await expect(board.shell.run('echo begun; sleep 1000', { timeout: 2000 })).rejects.toMatchObject({
      ...{
        code: 'command-timeout',
        family: 'device',
        message: expect.stringMatching(
          /within 2 s\. Its last lines:\n {2}\| begun\n.*brought the prompt back/,
        ),
      },
    })
    expect((await board.shell.run('echo on')).stdout).toBe('on\n')
    const given = new AbortController()
    const running = board.shell.run("printf 'be%s\\n' gun; sleep 1000", { signal: given.signal })
    const ended = expect(running).rejects.toThrow('no longer needed')
    await board.console.readUntil('begun')
    given.abort(new Error('no longer needed'))
    await ended
    expect((await board.shell.run('echo on')).stdout).toBe('on\n')
  })

  test.skipIf(isMissing)(
    'messages of the kernel are cut out of the output, older ones that a command prints are not',
    async () => {
      const { board } = await open(command)
      // Who prints has no children: one that ends makes the printf of busybox lose its text.
      const talk = `(i=0; while [ $i -lt 40 ]; do i=$((i+1)); ${KERNEL}; done) & (i=0; while [ $i -lt 300 ]; do i=$((i+1)); printf 'line %s of the ' $i; echo output; done) & wait`
      const expected = Array.from({ length: 300 }, (_, index) => `line ${index + 1} of the output\n`).join('')
      expect((await board.shell.run(talk)).stdout).toBe(expected)
      const old = '[    0.000000] Linux version 6\n[    0.123456] Booting\n'
      expect((await board.shell.run(`printf '${old.replaceAll('\n', '\\n')}'`)).stdout).toBe(old)
    },
  )

  test.skipIf(isMissing)('commands run in the background, told apart by their numbers', async () => {
    const { board } = await open(command)
    const first = await board.shell.start('echo begun; echo err >&2; exit 5')
    const second = await board.shell.start('sleep 1000')
    expect(await board.shell.wait(first)).toEqual({ stdout: 'begun\n', stderr: 'err\n', exitCode: 5 })
    expect(await board.shell.isRunning(second)).toBe(true)
    await board.shell.stop(second)
    expect((await board.shell.wait(second)).exitCode).toBe(143)
    await expect(board.shell.wait(second)).rejects.toMatchObject({ code: 'no-such-job', family: 'suite' })
  })

  test.skipIf(isMissing)('a command in the background that is stopped at once has ended', async () => {
    const { board } = await open(command)
    for (let round = 0; round < 20; round++) {
      const job = await board.shell.start('sleep 1000')
      await board.shell.stop(job)
      expect((await board.shell.wait(job)).exitCode).toBe(143)
    }
  })

  test.skipIf(isMissing)('files are brought with their checksum, fetched and removed', async () => {
    const { board, folder } = await open(command)
    const content = randomBytes(5000)
    writeFileSync(join(folder, 'here'), content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const there = join(folder, "it's there")
    expect(await board.files.put('here', there, { mode: '750' })).toEqual({ bytes: 5000, sha256 })
    expect(await board.files.get(there)).toEqual(content)
    expect((await board.shell.run(`stat -c %a "${there}"`)).stdout).toBe('750\n')
    await board.files.remove(there)
    await expect(board.files.get(there)).rejects.toMatchObject({ code: 'file-missing', family: 'device' })
    await expect(board.files.put('here', '/no/such/x')).rejects.toThrow('board has no file /no/such/x')
    await expect(board.files.put('here', there, { mode: '9x' })).rejects.toMatchObject({ code: 'bad-mode' })
    await expect(board.files.put('nowhere', there)).rejects.toMatchObject({ code: 'file-not-found' })
  })

  test.skipIf(isMissing)('a megabyte comes at once', async () => {
    const { board } = await open(command)
    const { stdout } = await board.shell.run('yes 0123456789abcde | head -c 1000000')
    expect([stdout.length, String(stdout).slice(-17)]).toEqual([1_000_000, '\n0123456789abcde\n'])
  })
})

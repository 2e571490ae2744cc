import { randomBytes } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { trialConsole } from '../console-shell/trial-console.ts'
import { shell } from './shell.ts'

/** So much that nobody is through with it before a test has looked. */
const MUCH = 64 * 1024 * 1024

/** A device whose console is a bash on a pseudoterminal. */
async function open(transfer: string) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-modem-'))
  const env = { TMPDIR: folder, PS1: 'root@board:~# ' }
  const trial = await openTrialDevice(
    {
      console: { driver: trialConsole, config: { command: 'bash --norc -i', env } },
      shell: { driver: shell, config: { nudge: 300, transfer } },
    },
    folder,
  )
  onTestFinished(async () => {
    await trial[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  return { folder, there: join(folder, 'there'), board: trial.device }
}

/** The program of lrzsz that works in a folder, or on a file of it. */
function programOf(folder: string): number | undefined {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return processes.map(Number).find((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      if (!/^[rs][xbz]$/.test(words[0] as string)) return false
      return readlinkSync(`/proc/${pid}/cwd`) === folder || words.join(' ').includes(folder)
    } catch {
      return false
    }
  })
}

/** Resolves to the program of the device when it has written some of a file. */
async function receiving(folder: string): Promise<number> {
  const sizes = () =>
    readdirSync(folder).map((name) =>
      /^(?:hil\.part|there\.partx)$/.test(name) ? statSync(join(folder, name)).size : 0,
    )
  await expect.poll(() => Math.max(...sizes()), { timeout: 30_000 }).toBeGreaterThan(0)
  return programOf(folder) as number
}

describe.each(['xmodem', 'ymodem', 'zmodem'])('files by %s', (transfer) => {
  const isMissing = !installed('socat', 'rx', 'sb', 'rz')

  test.skipIf(isMissing)('cross both ways, of any length', async () => {
    const { board, folder, there } = await open(transfer)
    for (const length of [0, 1, 1024, 5000]) {
      const content = randomBytes(length)
      writeFileSync(join(folder, 'here'), content)
      expect(await board.files.put('here', there)).toMatchObject({ bytes: length })
      expect(await board.files.get(there)).toEqual(content)
    }
    await expect(board.files.get('/no/such')).rejects.toMatchObject({ code: 'file-missing' })
    expect((await board.shell.run('echo on')).stdout).toBe('on\n')
  })

  test.skipIf(isMissing)('say what happened when the receiver is killed, and the shell goes on', async () => {
    const { board, folder, there } = await open(transfer)
    writeFileSync(join(folder, 'here'), Buffer.alloc(MUCH, 'echo alas\r'))
    const putting = board.files.put('here', there).catch((error) => error)
    process.kill(await receiving(folder), 'SIGKILL')
    expect(await putting).toMatchObject({
      ...{ code: 'transfer-failed', family: 'device' },
      message: expect.stringMatching(/broke off: .*; its program on the device ended with code 137/),
    })
    expect((await board.shell.run('stty -a | grep -o " -*icanon"; echo on')).stdout).toBe('on\n')
    expect(board.console.transcript()).not.toContain('\nalas')
  })

  test.skipIf(isMissing)('end on the device too when they are given up', async () => {
    const { board, folder, there } = await open(transfer)
    writeFileSync(join(folder, 'here'), Buffer.alloc(MUCH))
    const given = new AbortController()
    const putting = board.files.put('here', there, { signal: given.signal })
    const ended = expect(putting).rejects.toThrow('no longer needed')
    await receiving(folder)
    given.abort(new Error('no longer needed'))
    await ended
    expect((await board.shell.run('echo on')).stdout).toBe('on\n')
    expect(programOf(folder)).toBeUndefined()
  })
})

describe('files by ZMODEM', () => {
  test.skipIf(!installed('socat', 'rz'))('cross fast, and of any bytes', async () => {
    const { board, folder, there } = await open('zmodem')
    const content = Buffer.concat([
      Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
      randomBytes(1024 * 1024),
    ])
    writeFileSync(join(folder, 'here'), content)
    expect(await board.files.put('here', there)).toMatchObject({ bytes: content.length })
    expect(content.equals((await board.files.get(there)) as Buffer)).toBe(true)
  })

  test.skipIf(!installed('socat', 'rz'))(
    'say what happened when the sender is killed, and the shell goes on',
    async () => {
      const { board, folder, there } = await open('zmodem')
      writeFileSync(there, Buffer.alloc(MUCH, 'echo alas\r'))
      const getting = board.files.get(there).catch((error: unknown) => error)
      await expect.poll(() => board.console.log.end, { timeout: 30_000 }).toBeGreaterThan(100_000)
      process.kill(programOf(folder) as number, 'SIGKILL')
      expect(await getting).toMatchObject({
        message: expect.stringMatching(
          /went away behind byte \d+ of the file; its program on the device ended with code 137/,
        ),
      })
      expect((await board.shell.run('echo on')).stdout).toBe('on\n')
    },
  )
})

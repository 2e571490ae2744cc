import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { hasSshd, openTrialSshd, type TrialSshd } from '../ssh-connection/trial-sshd.ts'
import { sshDriver } from './ssh.ts'

/** Tells the process group that a command runs in: the number of its shell. */
const GROUP = "cut -d ' ' -f 5 /proc/self/stat"

describe.skipIf(!hasSshd)('shells kept on an OpenSSH server (needs openssh-server)', () => {
  let sshd: TrialSshd
  let kept: TrialDevice
  let plain: TrialDevice
  beforeAll(async () => {
    sshd = await openTrialSshd()
    kept = await open({})
    plain = await open({ keepShell: false })
  })
  afterAll(async () => {
    await kept?.[Symbol.asyncDispose]()
    await plain?.[Symbol.asyncDispose]()
    await sshd?.[Symbol.asyncDispose]()
  })
  const open = (config: object) =>
    openTrialDevice({ ssh: { driver: sshDriver, config: { ...sshd.config, ...config } } }, sshd.folder)
  const run = (command: string, options = {}) => kept.device.shell.run(command, options)
  const groupOf = async (trial: TrialDevice) => Number((await trial.device.shell.run(GROUP)).stdout)
  /** The number of a shell that is kept, as soon as there is one. */
  const keptShell = async (trial = kept) => {
    const groups = [0]
    const isSame = async () => groups.push(await groupOf(trial)) > 0 && groups.at(-1) === groups.at(-2)
    await expect.poll(isSame, { timeout: 10_000 }).toBe(true)
    return groups.at(-1) as number
  }

  test('commands run in one shell, or each in one of its own', async () => {
    const group = await keptShell()
    expect(await groupOf(kept)).toBe(group)
    expect(await groupOf(plain)).not.toBe(await groupOf(plain))
  })

  test.each([
    'echo out; echo err >&2; exit 3',
    'printf "no newline"; printf "none either" >&2',
    'cd /; A=1; export B=2; umask 077; ulimit -n 99; set -f; set -e; trap "echo bye" EXIT; false; echo no',
    'pwd; echo "$A-$B-$*-$#-$-"; umask; ulimit -n; trap; alias; set -o; type f',
    'f() { echo f; }; alias g=h; exec 3>&1 >/dev/null; echo nowhere; f >&3',
    'exec echo replaced',
    'exec /no/such/program',
    'exec no-such-program',
    'exit',
    'return 4',
    'cat; read line; echo "$? $line"; readlink /proc/self/fd/0 | sed s/.*//',
    'cd "$HOME" && pwd; env | grep -v "^SSH_\\|^_=" | sort',
    'set | grep -c ^_hil',
    "cat <<'E'\nit's $HOME\n  \\n\nE\necho a \\\n b # comment",
    'echo "two\nlines"; case a in a) echo yes;; esac; (exit 9)',
    `printf '\\036'; printf '\\036%s;' ${'0'.repeat(32)}; tr '\\0' '\\036' </dev/zero | head -c 70000`,
    'kill -s KILL $$; echo never',
    '( sleep 0.2; echo late; echo later >&2 ) & echo early',
    'sleep 0.1 | tail -n 1; wait',
    'set -- one two; echo "$#$1"; shift 3; echo $?',
    'sleep 0.05 & wait $!; echo $?',
  ])('%s: comes to the same', async (command) => {
    await keptShell()
    const end = await run(command)
    expect(end).toEqual(await plain.device.shell.run(command))
    await keptShell() // whatever the command did to it, there is one again
  })

  test.each([
    ['echo begun\nif; echo never', 'begun\n'],
    ['echo "open', ''],
    ['no-such-program', ''],
    [`sh -c 'kill -s TERM $(cut -d " " -f 4 /proc/self/stat); cat'`, ''],
  ])('%j: is told in the shell’s own words, with the same exit code', async (command, stdout) => {
    await keptShell()
    const other = await plain.device.shell.run(command)
    const end = await run(command)
    expect({ ...end, stderr: '' }).toEqual({ ...other, stderr: '' })
    expect(end.stdout).toBe(stdout)
    expect(end.stderr).toMatch(/syntax error|unexpected|not found|Terminated/)
  })

  test('output is whole, in any length and of any bytes', async () => {
    await keptShell()
    const noise = 'head -c 30000000 /dev/urandom | tee /dev/stderr | sha256sum'
    const { stdout, stderr } = await run(noise)
    expect(stdout).toMatch(/^[0-9a-f]{64} /)
    expect(stderr.length).toBeGreaterThan(1_000_000)
    const bytes = await run('head -c 60000000 /dev/zero', { as: 'bytes' })
    expect(bytes.stdout).toHaveLength(60_000_000)
    expect((await run("printf '\\000\\377\\r\\n\\036'", { as: 'bytes' })).stdout).toEqual(
      new Uint8Array([0, 255, 13, 10, 30]),
    )
    await expect(run('head -c 100000000 /dev/zero')).rejects.toMatchObject({ code: 'output-too-long' })
    expect((await run('echo on')).stdout).toBe('on\n')
  })

  test('a process left behind without output is not waited for, and lives on while later commands are ended', async () => {
    const shell = await keptShell()
    const left = Number((await run('sleep 31431 >/dev/null 2>&1 & echo $!')).stdout)
    expect(await keptShell()).not.toBe(shell)
    await expect(run('sleep 31432', { timeout: 100 })).rejects.toThrow('It was ended.')
    expect((await run(`kill ${left}`)).exitCode).toBe(0)
  })

  test('a process left behind with the output is waited for, and ended in time with its command', async () => {
    await keptShell()
    await expect(run('sleep 31433 & exit 5', { timeout: 300 })).rejects.toThrow('It was ended.')
    expect((await run('pgrep -f "^sleep 31433"')).exitCode).toBe(1)
  })

  test('a command that never ends is ended with its shell, and the next has another', async () => {
    const shell = await keptShell()
    const never = run('echo begun; sleep 31434 & sleep 31435', { timeout: 2000 })
    await expect(never).rejects.toThrow(/Its last lines:\n {2}\| begun\n {2}It was ended\./)
    expect((await run('pgrep -f "^sleep 3143[45]"')).exitCode).toBe(1)
    await expect(run("trap '' INT TERM; sleep 31436", { timeout: 100 })).rejects.toThrow('It was ended.')
    expect((await run('pgrep -f "^sleep 31436"')).exitCode).toBe(1)
    expect(await keptShell()).not.toBe(shell)
  })

  test('a command that is given up is ended, though it heeds no Ctrl-C', async () => {
    await keptShell()
    const giveUp = new AbortController()
    const running = run("trap '' INT; sleep 31437", { signal: giveUp.signal })
    await expect.poll(async () => (await run('pgrep -f "^sleep 31437"')).exitCode).toBe(0)
    giveUp.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
    await expect.poll(async () => (await run('pgrep -f "^sleep 31437"')).exitCode).toBe(1)
  })

  test('eight at the same time do not hear each other', async () => {
    const lane = async (number: number) => {
      for (let round = 0; round < 20; round++) {
        const end = await run(`cd /tmp; A=${number}; echo "$A ${round}"; echo "e$A" >&2; exit $A`)
        expect(end).toEqual({ stdout: `${number} ${round}\n`, stderr: `e${number}\n`, exitCode: number })
      }
    }
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(lane))
  })

  test('a shell that is killed between commands is replaced', async () => {
    const shell = await keptShell()
    process.kill(shell, 'SIGKILL')
    expect((await run('echo on')).stdout).toBe('on\n')
    expect(await keptShell()).not.toBe(shell)
  })

  test('a shell that is killed before it saw a command has no share in it', async () => {
    await using alone = await open({})
    const shell = await keptShell(alone)
    process.kill(shell, 'SIGSTOP')
    const running = alone.device.shell.run('echo on; exit 6')
    await alone.device.shell.run('true')
    process.kill(shell, 'SIGKILL')
    expect(await running).toEqual({ stdout: 'on\n', stderr: '', exitCode: 6 })
  })

  test('a shell that is killed during a command tells it as its end', async () => {
    await using alone = await open({})
    const shell = await keptShell(alone)
    const awaited = join(sshd.folder, 'awaited')
    writeFileSync(awaited, '')
    const running = alone.device.shell.run(`echo begun; while [ -e ${awaited} ]; do sleep 0.05; done`)
    await expect.poll(() => childrenOf(shell)).not.toBe('')
    process.kill(shell, 'SIGKILL')
    rmSync(awaited)
    expect(await running).toEqual({ stdout: 'begun\n', stderr: '', exitCode: 137 })
    expect((await alone.device.shell.run('echo on')).stdout).toBe('on\n')
  })

  test('nothing is left when the session ends', async () => {
    const other = await open({})
    const shells = await Promise.all([1, 2, 3].map(() => keptShell(other)))
    await other[Symbol.asyncDispose]()
    for (const shell of shells) await expect.poll(() => isThere(shell)).toBe(false)
  })
})

function childrenOf(pid: number): string {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
}

/** One that has ended may wait to be collected. */
function isThere(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
}

import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerChannel } from 'ssh2'
import { describe, expect, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice, type TrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialServer, runBy, type Shell } from '../ssh-connection/trial-server.ts'
import { sshDriver } from './ssh.ts'

/** Tells the process group that a command runs in: the number of its shell. */
const GROUP = "cut -d ' ' -f 5 /proc/self/stat"

/** Has a shell of this machine run commands, and tells which. */
function serveBy(...shell: Shell) {
  const seen: string[] = []
  const exec = (command: string, channel: ServerChannel) => {
    seen.push(command)
    runBy(shell, command, channel)
  }
  return { seen, exec }
}

/** Whether two commands had the same shell. */
async function runInOneShell({ device }: TrialDevice): Promise<boolean> {
  const first = await device.shell.run(GROUP)
  return first.stdout === (await device.shell.run(GROUP)).stdout
}

const open = (config: object) => openTrialDevice({ ssh: { driver: sshDriver, config } })

describe.each([['bash'], ['bash', '--posix'], ['dash'], ['busybox', 'sh']])('%s %s', (program, ...args) => {
  const needs = `(needs ${program})`
  test.skipIf(!installed(program))(`is kept, and does what each of its own does ${needs}`, async () => {
    const { seen, exec } = serveBy(program, ...args)
    await using server = await openTrialServer({ exec })
    await using kept = await open(server.config)
    await using plain = await open({ ...server.config, keepShell: false })
    const run = (command: string) => kept.device.shell.run(command)
    const isKept = () => runInOneShell(kept)
    await expect.poll(isKept, { timeout: 10_000 }).toBe(true)
    for (const command of [
      'cd /; A=1; umask 077; trap "echo bye" EXIT; set -e; false; echo no',
      'pwd; echo "$A $-"; umask; trap',
      "printf '\\000\\377\\036'; echo 'Größe…'; exit 9",
      'cat; read x; echo $?',
      '( sleep 0.1; echo late ) & echo early',
      'exec echo "over"',
    ])
      expect(await run(command)).toEqual(await plain.device.shell.run(command))
    await expect.poll(isKept, { timeout: 10_000 }).toBe(true)
    const count = seen.length
    for (let index = 0; index < 10; index++) expect((await run(`echo ${index}`)).stdout).toBe(`${index}\n`)
    expect(seen).toHaveLength(count)
    await expect(kept.device.shell.run('sleep 31441', { timeout: 100 })).rejects.toThrow('It was ended.')
    expect((await run('pgrep -f "^sleep 31441"')).exitCode).toBe(1)
  })
})

test('old bashes have no pipe behind a here-document: they make one by themselves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hil-kept-'))
  const { exec } = serveBy('env', 'BASH_COMPAT=50', `TMPDIR=${folder}`, 'bash')
  await using server = await openTrialServer({ exec })
  await using trial = await open(server.config)
  await expect.poll(() => runInOneShell(trial), { timeout: 10_000 }).toBe(true)
  rmdirSync(folder) // would fail if anything were left there
})

test('what a profile says belongs to no command', async () => {
  const { exec } = serveBy('sh', '-c', 'shift; echo welcome; echo careful >&2; exec sh -c "$1"', 'sh')
  await using server = await openTrialServer({ exec })
  await using trial = await open(server.config)
  const said = async () => (await trial.device.shell.run('echo said; echo failed >&2')).stderr
  await expect.poll(said, { timeout: 10_000 }).toBe('failed\n')
})

test.each([
  ['refuses the script', 'echo "no such command" >&2; exit 1'],
  ['answers out of turn', 'echo once; cat >/dev/null'],
  ['never answers', 'exec cat >/dev/null'],
])('a server whose shell %s has one for each command', async (_, answer) => {
  const { seen, exec } = serveBy(
    'sh',
    '-c',
    `case $2 in *_hilt*) ${answer};; *) exec sh -c "$2";; esac`,
    'sh',
  )
  await using server = await openTrialServer({ exec })
  await using trial = await open(server.config)
  for (let index = 0; index < 5; index++)
    expect((await trial.device.shell.run(`echo ${index}`)).stdout).toBe(`${index}\n`)
  await expect.poll(() => seen.filter((command) => command.includes('_hilt')).length).toBe(1)
  expect((await trial.device.shell.run('echo on; exit 3')).exitCode).toBe(3)
  expect(seen.filter((command) => !command.includes('_hilt'))).toHaveLength(6)
})

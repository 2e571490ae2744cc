import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hasSshd, openTrialSshd, type TrialSshd } from '../src/drivers/ssh-connection/trial-sshd.ts'
import { createProject } from './project.ts'

const SUITE = `*** Test Cases ***
Commands And Files
    Connect By Ssh    timeout=20 s
    \${env} =    Create Dictionary    A=afar
    \${end} =    Shell Run    echo "hello from $A"; exit 3    env=\${env}
    Should Be Equal    \${end.stdout}    hello from afar\\n
    Should Be Equal As Integers    \${end.exitCode}    3
    Files Put    note.txt    \${FOLDER}/there.txt    mode=640
    \${end} =    Shell Run    stat -c %a there.txt && cat there.txt    cwd=\${FOLDER}
    Should Be Equal    \${end.stdout}    640\\nbrought there

Forwards
    \${address} =    Open Forward    \${PORT}
    \${end} =    Shell Run    head -c 7 </dev/tcp/\${{ address.replace(':', '/') }}
    Should Be Equal    \${end.stdout}    SSH-2.0
    Close forward \${address}
    \${forwards} =    Ssh Forwards
    Should Be Empty    \${forwards}
`

const KEPT = `*** Variables ***
\${WHERE}    echo "$LEFT $-"; pwd; umask; trap

*** Test Cases ***
One Shell Serves All
    \${own} =    Shell Run    \${WHERE}
    \${one} =    Set Variable    1
    \${two} =    Set Variable    2
    WHILE    $one != $two    limit=20 s
        \${one} =    Shell Of A Command
        \${two} =    Shell Of A Command
    END
    Shell Run    cd /; LEFT=left; umask 077; set -e; trap 'echo bye' EXIT; exit 3
    \${end} =    Shell Run    \${WHERE}
    Should Be Equal    \${end.stdout}    \${own.stdout}

*** Keywords ***
Shell Of A Command
    \${end} =    Shell Run    cut -d ' ' -f 5 /proc/self/stat
    RETURN    \${end.stdout}
`

const COMMANDS = `*** Test Cases ***
Power By Script
    Power On
    Power State Should Be    on
    Power Cycle    off_time=1 ms
    Power Off
    Power State Should Be    off

Console By Command
    Write Serial    you\\n
    Read Serial Until    heard you
`

const bench = ({ config, folder }: TrialSshd, more = '') => `devices:
  board:
    drivers:
      ssh: { type: ssh, host: 127.0.0.1, port: ${config.port}, user: ${config.user}, key: ${folder}/user-key, knownHosts: known${more} }
`

const variables = ({ folder, port }: TrialSshd) => [
  '--variable',
  `FOLDER:${folder}`,
  '--variable',
  `PORT:${port}`,
]

test.skipIf(!hasSshd)('a suite works on a device behind SSH (needs openssh-server)', async () => {
  await using sshd = await openTrialSshd()
  await using project = createProject({
    'bench.yaml': bench(sshd),
    'suites/ssh.hil': SUITE,
    'note.txt': 'brought there',
  })
  const run = await project.hil(['run', ...variables(sshd)])
  expect(run.all).toContain('2 passed')
  expect(project.read('known')).toContain(sshd.hostKey)
  await project.isClean()
})

test.skipIf(!hasSshd)(
  'a terminal is one command away, and a changed host key fails the lab (needs openssh-server)',
  async () => {
    await using sshd = await openTrialSshd()
    await using project = createProject({
      'bench.yaml': bench(sshd),
      'suites/ssh.hil': SUITE,
      'note.txt': 'x',
    })
    const { stdout } = await project.hil(['call', 'board.ssh.commandLine'])
    expect(stdout).toContain(`ssh -p ${sshd.port} -i ${sshd.folder}/user-key`)
    expect((await project.hil(['call', 'board.shell.run', 'echo in'])).exitCode).toBe(0)
    await sshd.stop()
    sshd.changeHostKey()
    await sshd.start()
    const run = await project.hil(['run', ...variables(sshd)])
    expect(run.exitCode).toBe(3)
    expect(run.all).toContain('shows another host key than it should')
  },
)

test.skipIf(!hasSshd)('commands share a shell, and nothing else (needs openssh-server)', async () => {
  await using sshd = await openTrialSshd()
  await using project = createProject({ 'bench.yaml': bench(sshd), 'suites/kept.hil': KEPT })
  const run = await project.hil(['run'])
  expect(run.all).toContain('1 passed')
  await project.isClean()
})

test('a suite works on a device made of command lines', async () => {
  const loop = 'while read -r line; do echo "heard $line"; done'
  await using project = createProject({
    'bench.yaml': `devices:
  board:
    drivers:
      power: { type: command-power, on: [touch, relay], off: [rm, -f, relay], state: { command: [test, -e, relay], values: { on: 0, off: 1 } } }
      console: { type: command-console, stream: '${loop}' }
`,
    'suites/commands.hil': COMMANDS,
  })
  const run = await project.hil(['run'])
  expect(run.all).toContain('2 passed')
  expect(existsSync(`${project.folder}/relay`)).toBe(false)
  await project.isClean()
})

test('a placeholder that nobody fills is found before anything runs', async () => {
  await using project = createProject({
    'bench.yaml':
      'devices:\n  board:\n    drivers:\n      power: { type: command-power, on: [relay, "{outlet}"], off: [relay] }\n',
    'suites/commands.hil': COMMANDS,
  })
  const run = await project.hil(['run'])
  expect(run.exitCode).toBe(2)
  expect(run.all).toContain('there is nothing for {outlet} here')
})

// Commands on a shell: without a terminal, on a pseudoterminal, and one with a megabyte of output; pexpect beside it.
import { spawn, spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { shell } from '../dist/src/drivers/shells/shell.js'
import { ByteLog } from '../dist/src/runtime/console/byte-log.js'
import { Console } from '../dist/src/runtime/console/console.js'
import { median, spread } from './spread.mjs'

export const title = 'commands on a shell'

const SECONDS = 3
const MEGABYTE = 'head -c 1000000 /dev/zero | tr "\\0" x'
const ROUNDS = 5
const PTY = ['socat', ['-', 'EXEC:"bash --norc -i",pty,setsid,ctty,stderr,sane']]
const PIPE = ['bash', ['--norc']]

export async function run(report) {
  const piped = await measure(PIPE, '\n')
  const terminal = await measure(PTY, '\r')
  const peer = pexpect(report)
  report.figure({
    name: 'shell.run in process, bash behind a pipe',
    target: '≥ 900/s',
    measured: `${piped.rate.toFixed(0)}/s (${piped.kept.toFixed(0)}/s with persist)`,
    beside: '',
  })
  report.figure({
    name: 'shell.run on a pseudoterminal to bash',
    target: '≥ 300/s',
    measured: `${terminal.rate.toFixed(0)}/s (${terminal.kept.toFixed(0)}/s with persist)`,
    beside: peer === undefined ? '' : `pexpect, prompt and exit code: ${peer.rate.toFixed(0)}/s`,
  })
  report.figure({
    name: 'one run with 1 MB of output, on a pseudoterminal',
    target: '≤ 0.3 s',
    measured: spread(terminal.megabyte, 's', 3),
    beside: peer === undefined ? '' : `pexpect: ${peer.megabyte.toFixed(2)} s`,
  })
}

/** Runs per second, and how long a megabyte takes, on a shell of its own. */
async function measure([program, args], newline) {
  const open = await openShell(program, args, newline)
  try {
    return await measureOpen(open)
  } finally {
    await open.close()
  }
}

async function measureOpen(open) {
  const call = (command, options = {}) =>
    open.shell.run({ command, as: 'text', persist: false, timeout: 30_000, ...options }, context())
  await call('true')
  const rate = await perSecond(() => call('true'))
  const kept = await perSecond(() => call('true', { persist: true }))
  const megabyte = []
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    const { stdout } = await call(MEGABYTE)
    megabyte.push((performance.now() - began) / 1000)
    if (stdout.length !== 1_000_000) throw new Error(`${stdout.length} bytes came`)
  }
  return { rate, kept, megabyte }
}

async function perSecond(work) {
  const rates = []
  for (let round = 0; round < ROUNDS; round++) {
    let count = 0
    const began = performance.now()
    for (; performance.now() - began < (SECONDS * 1000) / ROUNDS; count++) await work()
    rates.push((count * 1000) / (performance.now() - began))
  }
  return median(rates)
}

/** The driver on a program's streams, with the reader that is always on. */
async function openShell(program, args, newline) {
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, PS1: '# ' },
  })
  const log = new ByteLog()
  child.stdout.on('data', (chunk) => log.append(chunk))
  const write = (bytes) => new Promise((resolve) => child.stdin.write(bytes, () => resolve()))
  const console = new Console({ device: 'board', log, write })
  const config = shell.config.parse({ nudge: 100, newline })
  const open = await shell.open(config, {
    ...{ device: 'board', directory: '/', needs: { console }, uses: {}, signal: context().signal },
  })
  return {
    shell: open.shell,
    close: async () => {
      await open[Symbol.asyncDispose]()
      child.kill('SIGKILL')
    },
  }
}

function context() {
  return { signal: new AbortController().signal }
}

const PEXPECT = `
import pexpect, time
shell = pexpect.spawn('bash --norc -i', env={'PS1': 'HIL# ', 'PATH': '/usr/bin:/bin', 'TERM': 'dumb'})
shell.delaybeforesend = None
shell.expect_exact('HIL# ')
def run(command):
    shell.sendline(command + '; echo code=$?')
    shell.expect('code=(\\\\d+)\\r\\n')
    shell.expect_exact('HIL# ')
run('true')
began, count = time.time(), 0
while time.time() - began < ${SECONDS}:
    run('true')
    count += 1
rate = count / (time.time() - began)
began = time.time()
run('''${MEGABYTE.replace('\\0', '\\\\0')}''')
print(rate, time.time() - began)
`

function pexpect(report) {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', PEXPECT], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (status !== 0) {
    report(`pexpect does not run: ${stderr.trim().split('\n').at(-1)}. Install python3-pexpect`)
    return undefined
  }
  const [rate, megabyte] = stdout.trim().split(' ').map(Number)
  return { rate, megabyte }
}

import { sleep, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { shell } from '../../runtime/interfaces/shell.ts'
import type { ConsoleShell, Ended } from './console-shell.ts'
import { commandIn, quote } from './posix-quote.ts'
import { encodedCommand } from './posix-script.ts'

type ShellAccess = ImplementationOf<typeof shell>
/** What the bookkeeping of background commands may take on the device. */
const BOOKKEEPING = 10_000
/** The exit code of what was killed without a trace. */
const KILLED = 137
const FIRST_LOOK = 50
const RARER_LOOK = 1000

/** The interface `shell` on a shell that runs one command at a time. */
export function createShellAccess(line: ConsoleShell, device: string): ShellAccess {
  const jobs = new Jobs(line, device)
  return {
    run: async ({ command, as, timeout, persist, ...surroundings }, { signal }) => {
      const script = commandIn(command, surroundings)
      if (as === 'text') return asText(await line.run(script, { timeout, signal, persist }))
      const ended = await line.run(encodedCommand(script), { timeout, signal })
      return { ...asText(ended), stdout: Buffer.from(ended.stdout.toString('latin1'), 'base64') }
    },
    start: ({ command, ...surroundings }, { signal }) => jobs.start(commandIn(command, surroundings), signal),
    wait: ({ job, timeout }, { signal }) => jobs.wait(job, timeout, signal),
    isRunning: ({ job }, { signal }) => jobs.isRunning(job, signal),
    stop: ({ job, signal: name }, { signal }) => jobs.stop(job, name, signal),
  }
}

function asText({ stdout, stderr, exitCode }: Ended) {
  return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
}

/**
 * Commands in the background of a shell: each has files for its output and its exit code on the device. What waits for
 * its end hears signals too, and outlives all but KILL.
 */
class Jobs {
  readonly #line: ConsoleShell
  readonly #device: string
  readonly #pids = new Map<number, string>()
  #last = 0

  constructor(line: ConsoleShell, device: string) {
    this.#line = line
    this.#device = device
  }

  async start(command: string, signal: AbortSignal): Promise<number> {
    const job = ++this.#last
    const hears = 'trap : HUP INT QUIT TERM USR1 USR2'
    const body = `${hears}; ( eval ${quote(command)} ) >"$1o" 2>"$1e"; echo $? >"$1r"`
    const fork = `$_hild sh -c ${quote(body)} sh ${at(job, '')} 3<&- </dev/null >/dev/null 2>&1 &`
    // A session of its own is a group of processes that a signal reaches as a whole.
    const session = '_hild=$(command -v setsid)'
    // A signal counts once the command's own shell is there, which makes its files: what waits for it hears and goes on.
    const begun = `until [ -e ${at(job, 'e')} ] || ! kill -0 $! 2>/dev/null; do :; done`
    const { stdout } = await this.#ask(`rm -f ${at(job, '')}?; ${session}; ${fork} ${begun}; echo $!`, signal)
    this.#pids.set(job, stdout.toString().trim())
    return job
  }

  async isRunning(job: number, signal: AbortSignal): Promise<boolean> {
    const pid = this.#pid(job)
    const isZombie = `grep -q '^State:.*Z' /proc/${pid}/status 2>/dev/null`
    const script = `[ ! -s ${at(job, 'r')} ] && kill -0 ${pid} 2>/dev/null && ! ${isZombie}`
    return (await this.#ask(script, signal)).exitCode === 0
  }

  async wait(job: number, timeout: number, signal: AbortSignal) {
    this.#pid(job)
    using deadline = withDeadline(timeout, signal, `waiting for the command ${job} on ${this.#device}`)
    for (let pause = FIRST_LOOK; await this.isRunning(job, deadline.signal); pause *= 2)
      await sleep(Math.min(pause, RARER_LOOK), { signal: deadline.signal })
    const code = `{ read -r _hild <${at(job, 'r')}; } 2>/dev/null || _hild=${KILLED}`
    const read = `cat ${at(job, 'o')}; cat ${at(job, 'e')} >&2; ${code}; rm -f ${at(job, '')}?; exit $_hild`
    const ended = await this.#ask(read, signal)
    this.#pids.delete(job)
    return asText(ended)
  }

  async stop(job: number, name: string, signal: AbortSignal): Promise<void> {
    const pid = this.#pid(job)
    const kill = `kill -s ${quote(name.replace(/^SIG/, ''))}`
    // Shells differ in how they want the number of a group.
    await this.#ask(`${kill} -- -${pid} || ${kill} -${pid} || ${kill} ${pid}`, signal)
  }

  #ask(command: string, signal: AbortSignal): Promise<Ended> {
    return this.#line.run(command, { timeout: BOOKKEEPING, signal })
  }

  #pid(job: number): string {
    const pid = this.#pids.get(job)
    if (pid !== undefined) return pid
    const known = [...this.#pids.keys()].join(', ') || 'none'
    throw new SuiteError('no-such-job', `There is no command ${job} in the background of ${this.#device}.`, {
      hint: `Its number comes from the start of the command, and counts until its end was waited for; there are: ${known}.`,
    })
  }
}

/** A file of a command in the background, as a word for the shell. */
function at(job: number, kind: string): string {
  return `"\${_hile:-/tmp/.hil}.${job}${kind}"`
}

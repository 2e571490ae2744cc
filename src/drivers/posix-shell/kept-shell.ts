import { untilAborted, withDeadline } from '../../runtime/deadline.ts'
import type { CommandHost, CommandPipe, PipeEnd } from './command-host.ts'
import { HostedProcess } from './hosted-process.ts'
import { KeptCommand } from './kept-command.ts'
import { KEPT_SHELL, keptLine, newMark, TRIAL } from './kept-script.ts'
import { MarkedOutput } from './marked-output.ts'

/** Time for a shell to show that it can be kept. */
const TRIAL_MS = 5000

/** Who hears of a kept shell. */
export interface KeptShellListener {
  /** It can take a command. */
  free(shell: KeptShell): void
  /** It has ended. */
  over(shell: KeptShell): void
  /** It ended before the command could begin: that is to run by another way. */
  missed(command: KeptCommand): void
}

/** A shell on a host that runs one command after the other, each in a subshell. */
export class KeptShell {
  readonly #pipe: CommandPipe
  readonly #listener: KeptShellListener
  readonly #outputs: { readonly stdout: MarkedOutput; readonly stderr: MarkedOutput }
  #command: KeptCommand | undefined
  /** What the marks told of the command: behind standard output, and behind standard error. */
  #told: { stdout?: string; stderr?: string } = {}
  #isTried = false
  #mayStay = true
  #isOver = false

  private constructor(pipe: CommandPipe, listener: KeptShellListener) {
    this.#pipe = pipe
    this.#listener = listener
    const mark = newMark()
    this.#outputs = { stdout: this.#marked('stdout', mark), stderr: this.#marked('stderr', mark) }
    pipe.onEnd((end) => this.#end(end))
    pipe.stdin?.write(`${mark}\n`)
  }

  /** Starts a shell and tries it; undefined if this host's is not one that can be kept. */
  static async open(
    host: CommandHost,
    signal: AbortSignal,
    listener: KeptShellListener,
  ): Promise<KeptShell | undefined> {
    const shell = await host.exec(KEPT_SHELL, signal, (pipe) => new KeptShell(pipe, listener))
    using deadline = withDeadline(TRIAL_MS, signal, 'starting a shell')
    shell.#isTried = await shell.#isSound(host.device, deadline.signal).catch(() => false)
    if (shell.#isTried) return shell
    shell.end()
    shell.#pipe.close()
    signal.throwIfAborted()
    return undefined
  }

  /** Runs a script; the shell is not free until it has ended. */
  run(script: string): KeptCommand {
    const command = new KeptCommand(script, {
      signal: (name) => this.#pipe.signal(name),
      close: () => this.#pipe.close(),
      spare: () => {
        this.#mayStay = false
      },
    })
    this.#command = command
    if (this.#isOver) this.#listener.missed(command)
    else this.#pipe.stdin?.write(keptLine(script))
    return command
  }

  /** Lets it end, after the command that it runs. */
  end(): void {
    this.#mayStay = false
    if (!this.#isOver) this.#pipe.stdin?.end()
  }

  async #isSound(device: string, signal: AbortSignal): Promise<boolean> {
    const host: CommandHost = {
      ...{ device, posix: true, isOpen: true },
      exec: async (script, _signal, attach) => attach(this.run(script)),
    }
    const process = await HostedProcess.start(host, { command: TRIAL.command }, signal)
    const { stdout, stderr, exitCode } = await untilAborted(process.ended, signal)
    // What a profile said before is not the shell's; of standard output it is left out already.
    const isRight = stdout.toString() === TRIAL.stdout && stderr.toString().endsWith(TRIAL.stderr)
    return isRight && exitCode === TRIAL.exitCode
  }

  #marked(stream: 'stdout' | 'stderr', mark: string): MarkedOutput {
    const output = new MarkedOutput(mark, {
      data: (chunk) => this.#say(stream, chunk),
      mark: (told) => {
        this.#told[stream] = told
        this.#settle()
      },
    })
    this.#pipe[stream].on('data', (chunk) => output.take(chunk))
    return output
  }

  #say(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    if (this.#command !== undefined) this.#command.say(stream, chunk)
    else if (this.#isTried) this.end() // somebody else writes to it
  }

  /** A command is over when both marks have passed; one that left something behind, when the shell is. */
  #settle(): void {
    const { stdout, stderr } = this.#told
    if (stdout === undefined || stderr === undefined) return
    if (stdout.endsWith('-')) this.#mayStay = false
    else this.#finish({ exitCode: Number(stdout) })
  }

  #finish(end: PipeEnd): void {
    const command = this.#command
    this.#command = undefined
    this.#told = {}
    if (this.#mayStay && this.#isTried) this.#listener.free(this)
    else if (!this.#mayStay) this.end()
    command?.end(end)
  }

  #end(end: PipeEnd): void {
    this.#isOver = true
    this.#mayStay = false
    this.#outputs.stdout.end()
    this.#outputs.stderr.end()
    this.#listener.over(this)
    const command = this.#command
    if (command === undefined) return
    const { stdout } = this.#told
    if (stdout !== undefined) this.#finish({ exitCode: Number.parseInt(stdout, 10) })
    else if (command.hasBegun || end.error !== undefined || !this.#isTried) this.#finish(end)
    else this.#listener.missed(command)
  }
}

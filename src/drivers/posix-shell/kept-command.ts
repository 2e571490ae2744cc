import { EventEmitter } from 'node:events'
import type { CommandPipe, PipeEnd } from './command-host.ts'

/** Output as it comes; nothing of it is kept for who listens later. */
class Relay extends EventEmitter {
  resume(): this {
    return this
  }
}

/** A command that runs in a kept shell. */
export class KeptCommand implements CommandPipe {
  readonly stdout = new Relay()
  readonly stderr = new Relay()
  readonly script: string
  readonly #ends: ((end: PipeEnd) => void)[] = []
  #runner: Pick<CommandPipe, 'signal' | 'close' | 'spare'>
  #hasBegun = false

  constructor(script: string, runner: Pick<CommandPipe, 'signal' | 'close' | 'spare'>) {
    this.script = script
    this.#runner = runner
  }

  /** Whether it has shown a sign of life. */
  get hasBegun(): boolean {
    return this.#hasBegun
  }

  /** Passes on what it wrote. */
  say(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    if (stream === 'stdout') this.#hasBegun = true
    this[stream].emit('data', chunk)
  }

  /** Tells that it is over. */
  end(end: PipeEnd): void {
    for (const listener of this.#ends.splice(0)) listener(end)
  }

  /** Has it run by another way: it becomes what `pipe` is. */
  follow(pipe: CommandPipe): void {
    this.#runner = pipe
    pipe.stdin?.end()
    pipe.stdout.on('data', (chunk) => this.say('stdout', chunk))
    pipe.stderr.on('data', (chunk) => this.say('stderr', chunk))
    pipe.onEnd((end) => this.end(end))
  }

  onEnd(listener: (end: PipeEnd) => void): void {
    this.#ends.push(listener)
  }

  signal(name: string): void {
    this.#runner.signal(name)
  }

  spare(): void {
    this.#runner.spare?.()
  }

  close(): void {
    this.#runner.close()
  }
}

import type { CommandHost, CommandPipe } from './command-host.ts'
import type { KeptCommand } from './kept-command.ts'
import { suitsKeptShell } from './kept-script.ts'
import { KeptShell, type KeptShellListener } from './kept-shell.ts'

/** Shells that are kept at most, for commands at the same time. */
const MOST_SHELLS = 8

/** How long a command waits for a shell where no more are kept: most commands are short. */
const PATIENCE_MS = 50

/** Calls `go` when a time has come; the returned function stops that. */
type Wait = (go: () => void) => () => void

const soon: Wait = (go) => {
  const timer = setTimeout(go, PATIENCE_MS)
  return () => clearTimeout(timer)
}

/** How many commands a host takes at once, and who waits for it. */
interface Slots {
  readonly limit: number
  readonly isFull: boolean
  readonly isWanted: boolean
  onWanted(give: () => void): void
  whenRoom(go: () => void): () => void
}

/** The room for commands on a connection. */
interface CommandRoom {
  readonly slots: Slots
  /** Aborts when the connection is lost. */
  readonly lost: AbortSignal
}

/** A host whose room for commands is limited. */
export interface RoomyHost extends CommandHost {
  /** Its room: another one after the connection to it was lost. */
  room(signal: AbortSignal): Promise<CommandRoom>
}

/**
 * A host that runs commands in shells that it keeps, each in a subshell: without the time to open a channel and to start
 * a shell. The first command has a shell of its own; meanwhile one is tried that may be kept.
 */
export class KeptShells implements CommandHost {
  readonly posix = true
  readonly #host: RoomyHost
  readonly #closing = new AbortController()
  readonly #shells = new Set<KeptShell>()
  #waiting: ((shell: KeptShell) => void)[] = []
  #idle: KeptShell[] = []
  #starting = 0
  #room: CommandRoom | undefined
  /** Whether shells can be kept on this host; `trying` until that is known. */
  #works: boolean | 'trying' | undefined

  readonly #listener: KeptShellListener = {
    free: (shell) => this.#give(shell),
    over: (shell) => {
      this.#shells.delete(shell)
      this.#idle = this.#idle.filter((other) => other !== shell)
    },
    missed: (command) => this.#runPlain(command),
  }

  constructor(host: RoomyHost) {
    this.#host = host
  }

  get device(): string {
    return this.#host.device
  }

  get isOpen(): boolean {
    return this.#host.isOpen
  }

  async exec<T>(script: string, signal: AbortSignal, attach: (pipe: CommandPipe) => T): Promise<T> {
    if (!suitsKeptShell(script)) return this.#host.exec(script, signal, attach)
    const shell = await this.#shell(signal)
    if (shell !== undefined) return attach(shell.run(script))
    return this.#host.exec(script, signal, (pipe) => {
      pipe.onEnd(() => void this.#try())
      return attach(pipe)
    })
  }

  /** Lets all shells end, each after the command that it runs. */
  end(): void {
    this.#closing.abort(new Error('the session is over'))
    for (const shell of this.#shells) shell.end()
  }

  /** A shell for a command; undefined if it is to have one of its own. */
  async #shell(signal: AbortSignal): Promise<KeptShell | undefined> {
    const room = await this.#host.room(signal)
    if (room !== this.#room) this.#meet(room)
    if (this.#works !== true) return undefined
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    const most = Math.min(MOST_SHELLS, Math.max(1, room.slots.limit - 1))
    if (this.#shells.size + this.#starting >= most) return this.#next(soon, signal)
    const isShort = room.slots.isFull && this.#shells.size > 0
    const given = isShort ? await this.#next((go) => room.slots.whenRoom(go), signal) : undefined
    return given ?? this.#start(room, signal)
  }

  #meet(room: CommandRoom): void {
    this.#room = room
    this.#idle = []
    this.#works = undefined
    room.slots.onWanted(() => this.#idle.shift()?.end())
  }

  /** Waits for a shell, until the time has come to do without. */
  #next(until: Wait, signal: AbortSignal): Promise<KeptShell | undefined> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== take)
        stopWaiting()
        signal.removeEventListener('abort', giveUp)
      }
      const take = (shell?: KeptShell) => {
        leave()
        resolve(shell)
      }
      const giveUp = () => {
        leave()
        reject(signal.reason)
      }
      const stopWaiting = until(() => take())
      this.#waiting.push(take)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  async #start(room: CommandRoom, signal: AbortSignal): Promise<KeptShell | undefined> {
    this.#starting++
    try {
      const shell = await KeptShell.open(this.#host, signal, this.#listener)
      if (room === this.#room) this.#works = shell !== undefined
      if (shell !== undefined) this.#shells.add(shell)
      return shell
    } finally {
      this.#starting--
    }
  }

  async #try(): Promise<void> {
    const room = this.#room
    if (room === undefined || this.#works !== undefined || this.#closing.signal.aborted) return
    this.#works = 'trying'
    try {
      // Nobody asked for it: a connection that is lost is not made anew for it.
      const shell = await this.#start(room, AbortSignal.any([this.#closing.signal, room.lost]))
      if (shell !== undefined) this.#give(shell)
    } catch {
      if (room === this.#room) this.#works = undefined // the connection went
    }
  }

  #give(shell: KeptShell): void {
    const next = this.#waiting[0]
    if (this.#closing.signal.aborted || this.#room?.slots.isWanted) shell.end()
    else if (next !== undefined) next(shell)
    else this.#idle.push(shell)
  }

  #runPlain(command: KeptCommand): void {
    const failed = (error: unknown) => command.end({ error: () => error as Error })
    this.#host.exec(command.script, this.#closing.signal, (pipe) => command.follow(pipe)).catch(failed)
  }
}

import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { ByteConnection, CallContext } from '../../runtime/driver.ts'
import { LabError, SuiteError } from '../../runtime/errors.ts'
import { fileParameters, NO_FILE } from '../../runtime/files/file-parameter.ts'
import type { CallMember, Interface, ItemsMember } from '../../runtime/interface.ts'
import { CommandChannel } from './command-channel.ts'
import { CommandConnection } from './command-connection.ts'
import type { CommandSpec } from './command-spec.ts'
import { parseLine, parseOutput } from './parse-output.ts'
import type { PlaceholderValues } from './placeholders.ts'
import {
  type CommandEnd,
  type CommandPlace,
  endOnAbort,
  runCommandLine,
  startCommandLine,
} from './run-command-line.ts'

/** The commands of a driver by the members that they implement. */
export type CommandsByMember = Readonly<Record<string, CommandSpec | undefined>>

interface Executing extends CallContext {
  /** Hears what the command prints. */
  readonly heard?: (text: string) => void
}

/** Implements an interface by commands; members without one tell so when they are called. */
export class CommandMembers implements AsyncDisposable {
  readonly #definition: Interface
  readonly #commands: CommandsByMember
  readonly #place: CommandPlace
  readonly #closing = new AbortController()
  readonly #channels: CommandChannel[] = []
  readonly #connections = new Set<CommandConnection>()

  constructor(definition: Interface, commands: CommandsByMember, place: CommandPlace) {
    this.#definition = definition
    this.#commands = commands
    this.#place = place
  }

  /** The members as the driver's implementation. */
  implementation(): Record<string, unknown> {
    const entries = Object.entries(this.#definition.members).map(([name, member]): [string, unknown] => {
      if (member.kind === 'bytes') return [name, this.#channel(name)]
      if (member.kind === 'connection') return [name, this.#connection(name)]
      if (member.kind === 'items') return [name, this.#items(name, member)]
      return [name, this.#call(name, member)]
    })
    return Object.fromEntries(entries)
  }

  /** Ends the commands that still run. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new LabError('command-failed', `The commands of ${this.#place.device} were ended.`))
    for (const stream of [...this.#channels, ...this.#connections]) await stream[Symbol.asyncDispose]()
  }

  /** Runs the command of a member to its end. */
  async execute(name: string, values: PlaceholderValues, { signal, heard }: Executing): Promise<CommandEnd> {
    const either = AbortSignal.any([signal, this.#closing.signal])
    const run = { spec: this.#command(name), values: this.#filled(name, values), signal: either }
    return await runCommandLine(heard === undefined ? run : { ...run, heard }, this.#place)
  }

  /** A file of a caller, as commands are given it. */
  file(path: string): string {
    return resolve(this.#place.directory, path)
  }

  #call(name: string, member: CallMember) {
    return async (values: PlaceholderValues, { signal }: CallContext) => {
      const end = await this.execute(name, values, { signal })
      return parseOutput(this.#command(name), member.result, end, this.#place.device)
    }
  }

  /** Each line that the command prints is an item, as long as the caller listens. */
  #items(name: string, member: ItemsMember) {
    const command = () => this.#command(name)
    const place = this.#place
    const closing = this.#closing.signal
    const filled = (values: PlaceholderValues) => this.#filled(name, values)
    return async function* (values: PlaceholderValues, context: CallContext) {
      const spec = command()
      const over = new AbortController()
      const signal = AbortSignal.any([context.signal, closing, over.signal])
      const child = startCommandLine({ spec, values: filled(values) }, place)
      using _ = endOnAbort(child, signal)
      try {
        for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
          const item = parseLine(spec, member.item, line)
          if (item !== undefined) yield item
        }
      } finally {
        over.abort()
      }
    }
  }

  /** Each connection is a command of its own, which ends with it. */
  #connection(name: string) {
    return async (values: PlaceholderValues): Promise<ByteConnection> => {
      const run = { spec: this.#command(name), values: this.#filled(name, values) }
      const connection = new CommandConnection(run, this.#place, this.#closing.signal)
      this.#connections.add(connection)
      void connection.ended.then(() => this.#connections.delete(connection))
      return connection
    }
  }

  #channel(name: string): CommandChannel | undefined {
    const spec = this.#commands[name]
    if (spec === undefined) return undefined
    const channel = new CommandChannel({ spec, values: this.#filled(name, {}) }, this.#place)
    this.#channels.push(channel)
    return channel
  }

  #filled(name: string, values: PlaceholderValues): PlaceholderValues {
    const member = this.#definition.members[name]
    const takesFiles = member?.kind === 'call' || member?.kind === 'items'
    const files = takesFiles ? fileParameters(member).files : []
    const paths = files.flatMap((file): [string, string | undefined][] => {
      const given = values[file]
      if (given === NO_FILE) return [[file, undefined]]
      return typeof given === 'string' ? [[file, this.file(given)]] : []
    })
    return { ...values, ...Object.fromEntries(paths), device: this.#place.device }
  }

  #command(name: string): CommandSpec {
    const spec = this.#commands[name]
    if (spec !== undefined) return spec
    const { device } = this.#place
    const message = `The bench file gives no command for "${this.#definition.name}.${name}" of ${device}.`
    throw new SuiteError('no-command', message, {
      device,
      hint: `Add ${name}: to its command-${this.#definition.name} driver.`,
    })
  }
}

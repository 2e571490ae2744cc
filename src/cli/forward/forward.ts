import type { Duplex } from 'node:stream'
import type { Connection, Target } from '../../runtime/connection.ts'
import { messageOf } from '../../runtime/errors.ts'
import { parseCallArguments } from '../call/call-arguments.ts'
import { interfaceForms } from '../call/interface-forms.ts'
import type { DoorOptions } from '../doors/door-options.ts'
import { findStream } from '../doors/find-stream.ts'
import { holdDevice } from '../doors/hold-device.ts'
import { onInterrupt } from '../doors/interrupted.ts'
import { openBench } from '../doors/open-bench.ts'
import { powerOn } from '../doors/power-on.ts'
import { untilInterrupted } from '../doors/until-interrupted.ts'
import type { Terminal } from '../terminal.ts'
import { joinStream } from './join-stream.ts'
import { parseListenPlace } from './listen-place.ts'
import { openPtyDoor } from './pty-door.ts'
import { openSocketDoor } from './socket-door.ts'

/** What is offered, and where. */
export interface ForwardCommand extends DoorOptions {
  readonly target: string
  /** `2222`, `HOST:2222` or `0` for any free port; `unix:PATH`; `pty:PATH`. */
  readonly listen: string
  /** Parameters of the connection, as they were typed. */
  readonly values: readonly string[]
  /** Supply power first. */
  readonly power?: boolean
}

/** Bytes of the device that may be under way to a program that reads slowly. */
const WINDOW = 262_144

/** Offers a stream or connections of a device on this machine until Ctrl-C. Returns the exit code. */
export async function forwardStream(command: ForwardCommand, terminal: Terminal): Promise<number> {
  const place = parseListenPlace(command.listen)
  using signal = onInterrupt()
  await using connection = await openBench(command, terminal)
  const target = findStream(command.target, connection.description)
  const source = sourceOf(connection, target, command.values)
  await holdDevice(connection, target.device, { signal })
  if (command.power) await powerOn(target.device, connection)
  const forward = new Forward(source, terminal)
  const serve = (program: Duplex) => void forward.serve(program)
  await using door = await (place.kind === 'pty'
    ? openPtyDoor(place.path, serve)
    : openSocketDoor(place, serve))
  terminal.stdout.write(`${source.name} answers at ${door.address}\n`)
  return await untilInterrupted(connection, signal)
}

/** What programs are joined with. */
interface Source {
  /** For people. */
  readonly name: string
  readonly connection: Connection
  readonly target: Target
  /** True if each program gets a connection of its own; the bytes of a stream cannot be divided. */
  readonly many: boolean
  readonly params: Readonly<Record<string, unknown>>
}

function sourceOf(connection: Connection, target: Target, values: readonly string[]): Source {
  const { device, ability, member } = target
  const { interface: of = ability } =
    connection.description.devices
      .find((one) => one.name === device)
      ?.abilities.find((one) => one.name === ability) ?? {}
  const form = interfaceForms(of, connection.description).get(member)
  const name = `${device}.${ability}`
  if (form?.kind !== 'connection') return { name, connection, target, many: false, params: {} }
  const params = parseCallArguments({ target: `${name}.${member}`, form }, values)
  return { name: [name, ...values].join(' '), connection, target, many: true, params }
}

class Forward {
  readonly #source: Source
  readonly #terminal: Terminal
  #taken = false

  constructor(source: Source, terminal: Terminal) {
    this.#source = source
    this.#terminal = terminal
  }

  async serve(program: Duplex): Promise<void> {
    const { name, many, connection, target, params } = this.#source
    if (this.#taken && !many) {
      program.end(`${name} is in use by another connection.\r\n`)
      return
    }
    this.#taken = true
    try {
      await joinStream(program, (listener) =>
        connection.openStream(target, listener, { window: WINDOW, ...(many ? { params } : {}) }),
      )
    } catch (error) {
      if (!connection.lost?.aborted) this.#terminal.stderr.write(`${messageOf(error)}\n`)
      program.destroy()
    } finally {
      this.#taken = false
    }
  }
}

import { createServer, type Server, type Socket } from 'node:net'
import type { Connection, OpenStream, Target } from '../../runtime/connection.ts'
import { LabError, messageOf, SuiteError } from '../../runtime/errors.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import type { DoorOptions } from './door-options.ts'
import { findStream } from './find-stream.ts'
import { holdDevice } from './hold-device.ts'
import { onInterrupt } from './interrupted.ts'
import { openBench } from './open-bench.ts'
import { powerOn } from './power-on.ts'

/** Which stream is offered, and where. */
export interface ForwardCommand extends DoorOptions {
  readonly target: string
  /** `2222`, `HOST:2222`; any free one for 0. */
  readonly listen: string
  /** Supply power first. */
  readonly power?: boolean
}

/** Bytes of the device that may be under way to a program that reads slowly. */
const WINDOW = 262_144

/** Offers a byte stream of a device as a TCP port of this machine until Ctrl-C. Returns the exit code. */
export async function forwardStream(command: ForwardCommand, terminal: Terminal): Promise<number> {
  const { host, port } = addressOf(command.listen)
  using signal = onInterrupt()
  await using connection = await openBench(command, terminal)
  const target = findStream(command.target, connection.description)
  await holdDevice(connection, target.device, { signal })
  if (command.power) await powerOn(target.device, connection)
  const server = new ForwardServer(connection, target, terminal)
  await using listening = await listen(server.tcp, { host, port })
  terminal.stdout.write(`${target.device}.${target.ability} answers at ${listening.address}\n`)
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  server.end()
  return EXIT.interrupted
}

/** One program at a time: the bytes of a stream cannot be divided among several. */
class ForwardServer {
  readonly tcp: Server
  readonly #connection: Connection
  readonly #target: Target
  readonly #terminal: Terminal
  #current: Socket | undefined

  constructor(connection: Connection, target: Target, terminal: Terminal) {
    this.#connection = connection
    this.#target = target
    this.#terminal = terminal
    this.tcp = createServer((socket) => void this.#serve(socket))
  }

  end(): void {
    this.#current?.destroy()
  }

  async #serve(socket: Socket): Promise<void> {
    socket.on('error', () => socket.destroy())
    if (this.#current !== undefined) {
      socket.end(`${this.#target.device}.${this.#target.ability} is in use by another connection.\r\n`)
      return
    }
    this.#current = socket
    try {
      await this.#join(socket)
    } catch (error) {
      this.#terminal.stderr.write(`${messageOf(error)}\n`)
      socket.destroy()
    } finally {
      this.#current = undefined
    }
  }

  async #join(socket: Socket): Promise<void> {
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    let stream: OpenStream | undefined
    const listener = {
      bytes: (chunk: Uint8Array) =>
        void socket.write(chunk, () => {
          stream?.grant(chunk.length)
        }),
      mark: () => {},
      closed: () => socket.destroy(),
    }
    stream = await this.#connection.openStream(this.#target, listener, { window: WINDOW })
    await using open = stream
    void pump(socket, open)
    await closed
  }
}

/** What a program says is read as fast as the device takes it. */
async function pump(socket: Socket, stream: OpenStream): Promise<void> {
  try {
    for await (const chunk of socket) await stream.write(chunk as Buffer)
  } catch {
    socket.destroy()
  }
}

function addressOf(text: string): { readonly host: string; readonly port: number } {
  const [, host = '127.0.0.1', port = ''] = /^(?:\[?([^\]]+?)\]?:)?(\d{1,5})$/.exec(text) ?? []
  if (port !== '' && Number(port) < 65_536) return { host, port: Number(port) }
  throw new SuiteError('listen-address', `"${text}" is no port to listen on.`, {
    hint: 'Write a port as in 2222, or HOST:PORT as in 0.0.0.0:2222.',
  })
}

async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<AsyncDisposable & { readonly address: string }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new LabError('cannot-listen', `Cannot listen on ${host}:${port}: ${cause.message}.`, { cause })),
    )
    server.listen(port, host, resolve)
  })
  const bound = server.address()
  const own = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    address: `${host}:${own}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

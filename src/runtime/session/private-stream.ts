import type { OpenStream, StreamListener, Waiting } from '../connection.ts'
import type { ByteConnection, CallContext } from '../driver.ts'
import { DeviceStream } from './device-stream.ts'

/** What one client's connection is made of. */
export interface PrivateStreamParts {
  readonly connection: ByteConnection
  readonly listener: StreamListener
  /** How many bytes the listener takes before it grants more. */
  readonly window: number | undefined
  /** Runs a write so that it can be given up. */
  run(waiting: Waiting, work: (context: CallContext) => Promise<void>): Promise<void>
}

/** A connection that a driver opened for one client, as that client uses it. Disposing ends it. */
export function openPrivateStream({ connection, listener, window, run }: PrivateStreamParts): OpenStream {
  const stream = new DeviceStream(connection)
  const { grant, stop } = stream.listen(0, listener, window)
  let over: Promise<void> | undefined
  const close = async () => {
    stop()
    await connection[Symbol.asyncDispose]()
  }
  return {
    start: 0,
    grant,
    write: (bytes, waiting = {}) => run(waiting, (context) => stream.write(bytes, context)),
    end: async () => connection.end?.(),
    [Symbol.asyncDispose]: () => {
      over ??= close()
      return over
    },
  }
}

import type { Duplex } from 'node:stream'
import type { OpenStream, StreamListener } from '../../runtime/connection.ts'

/** Opens the stream that a program on this machine is joined with. */
export type OpenJoined = (listener: StreamListener) => Promise<OpenStream>

/**
 * Joins a program's socket with a stream of a device until one of them ends; each waits for the other's pace. Rejects if
 * the stream broke off.
 */
export async function joinStream(socket: Duplex, open: OpenJoined): Promise<void> {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  let stream: OpenStream | undefined
  let failure: Error | undefined
  const breakOff = (error: Error) => {
    failure = error
    socket.destroy()
  }
  const listener: StreamListener = {
    bytes: (chunk) =>
      void socket.write(chunk, () => {
        stream?.grant(chunk.length)
      }),
    mark: () => {},
    closed: breakOff,
    ended: (error) => (error === undefined ? socket.end() : breakOff(error)),
  }
  stream = await open(listener)
  await using joined = stream
  void pump(socket, joined)
  await closed
  if (failure !== undefined) throw failure
}

/** What a program says is read as fast as the device takes it. */
async function pump(socket: Duplex, stream: OpenStream): Promise<void> {
  try {
    for await (const chunk of socket) await stream.write(chunk as Buffer)
    await stream.end()
  } catch {
    socket.destroy()
  }
}

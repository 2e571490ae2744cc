import type { ByteLog, LogListener } from '../console/byte-log.ts'
import type { Recorder } from './recorder.ts'

/**
 * Writes a console to a record: what its log already holds from an offset on, and everything that comes, goes or
 * disturbs it from now on. Dispose it to stop.
 */
export function recordConsole(
  recorder: Recorder,
  device: string,
  { log, from = log.end }: { readonly log: ByteLog; readonly from?: number },
): Disposable {
  const listener: LogListener = {
    bytes: (chunk) => recorder.addConsole(device, chunk),
    sent: (bytes) =>
      recorder.add({
        kind: 'console',
        direction: 'out',
        device,
        offset: recorder.consoleLength(device),
        ...asText(bytes),
      }),
    mark: (text) => recorder.add({ kind: 'mark', device, offset: recorder.consoleLength(device), text }),
  }
  log.replay(from, {
    ...listener,
    bytes: (chunk, _offset, time) => recorder.addConsole(device, chunk, recorder.atTime(time)),
  })
  const stop = log.listen(listener)
  return { [Symbol.dispose]: stop }
}

function asText(bytes: Uint8Array): { readonly length: number; readonly text: string } {
  return { length: bytes.length, text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString() }
}

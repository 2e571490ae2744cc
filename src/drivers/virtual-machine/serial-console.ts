import type { Socket } from 'node:net'
import type { ByteChannel } from '../../runtime/driver.ts'
import type { VirtualMachine } from './machine.ts'

/** The first serial port of the machine. */
export function createSerialConsole(machine: VirtualMachine): ByteChannel {
  return {
    listen: (listener) => {
      machine.listener = listener
    },
    write: async (bytes, { signal }) => {
      signal.throwIfAborted()
      const { serial } = machine
      if (serial === undefined)
        machine.listener?.mark(`${bytes.length} bytes written while the power is off are lost`)
      else if (!serial.write(bytes)) await drained(serial, signal)
    },
    setFlow: (on) => machine.setFlow(on),
  }
}

/** Waits until the port takes more, or is gone. */
function drained(serial: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      for (const event of ['drain', 'close']) serial.off(event, finish)
      signal.removeEventListener('abort', finish)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    for (const event of ['drain', 'close']) serial.on(event, finish)
    signal.addEventListener('abort', finish)
  })
}

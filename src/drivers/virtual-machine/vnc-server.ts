import { join } from 'node:path'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { vnc } from '../../runtime/interfaces/vnc.ts'
import { openTcpConnection } from '../network/tcp-connection.ts'
import { VNC_SOCKET } from './arguments.ts'
import type { VirtualMachine } from './machine.ts'

/** QEMU's own VNC server, which only this machine's user reaches: it listens at a socket in the session's folder. */
export function createVncServer(machine: VirtualMachine, folder: string): ImplementationOf<typeof vnc> {
  const path = join(folder, VNC_SOCKET)
  return {
    connect: async (_, { signal }) => {
      if (machine.isOn) return openTcpConnection({ path }, signal)
      const message = `The screen needs the power on, but ${machine.device} is off.`
      throw new SuiteError('device-off', message, { device: machine.device, hint: 'Use "Power On" before.' })
    },
  }
}

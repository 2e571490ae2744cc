import { isDeadline, sleep, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import type { ssh } from '../../runtime/interfaces/ssh.ts'
import { DuplexConnection } from '../network/duplex-connection.ts'
import type { SshConnection } from '../ssh-connection/connection.ts'
import { parseEndpoint } from './endpoint.ts'
import type { ForwardTable } from './forward-table.ts'
import { openLocalForward, openToDevice } from './local-forward.ts'
import { openRemoteForward } from './remote-forward.ts'
import { terminalCommand } from './terminal-command.ts'

/** Time between two tries to connect. */
const PAUSE_MS = 250

/** The SSH connection as tests use it, with the forwards through it. */
export function createSshAccess(
  connection: SshConnection,
  forwards: ForwardTable,
): ImplementationOf<typeof ssh> {
  return {
    connect: ({ timeout }, { signal }) => keepTrying(connection, timeout, signal),
    disconnect: () => connection.disconnect(),
    commandLine: () => terminalCommand(connection.settings),
    tunnel: async ({ target }, { signal }) => {
      const { client } = await connection.live(signal)
      const own = String(connection.settings.route.at(-1)?.port ?? 22)
      return new DuplexConnection(await openToDevice(client, parseEndpoint(target ?? own)))
    },
    openForward: async ({ target, local }) =>
      forwards.add(await openLocalForward(connection, parseEndpoint(local), parseEndpoint(target))),
    openReverseForward: async ({ target, remote }, { signal }) => {
      const ends = { remote: parseEndpoint(remote), target: parseEndpoint(target) }
      return forwards.add(await openRemoteForward(connection, ends, signal))
    },
    closeForward: ({ address }) => forwards.close(address),
    forwards: () => forwards.list(),
  }
}

/** A device that boots refuses for a while; what waiting cannot cure is told at once. */
async function keepTrying(connection: SshConnection, timeout: number, signal: AbortSignal): Promise<void> {
  using deadline = withDeadline(timeout, signal, 'connecting')
  let last: unknown
  for (;;) {
    try {
      await connection.proven(deadline.signal)
      return
    } catch (error) {
      if (isDeadline(error) && !signal.aborted) throw last ?? error
      if (!mayPass(error)) throw error
      last = error
    }
    await sleep(PAUSE_MS, { signal: deadline.signal }).catch((error) => {
      throw signal.aborted ? error : last
    })
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof DeviceError && ['ssh-refused', 'ssh-unreachable'].includes(error.code)
}

import { constants } from 'node:os'
import type { ClientChannel } from 'ssh2'
import { type CommandPipe, exitCodeOfSignal } from '../posix-shell/command-host.ts'
import type { RoomyHost } from '../posix-shell/kept-shells.ts'
import { connectionLost } from '../ssh-connection/connect-error.ts'
import type { OpenChannel, SshConnection } from '../ssh-connection/connection.ts'

/** The device as a host of commands: each has a channel of its own, so that any number run side by side. */
export function createSshHost(connection: SshConnection): RoomyHost {
  return {
    ...{ device: connection.device, posix: connection.settings.posix },
    get isOpen() {
      return connection.isOpen
    },
    exec: (line, signal, attach) =>
      connection.exec(line, signal, (opened) => attach(pipeOf(opened, connection.device))),
    room: (signal) => connection.live(signal),
  }
}

function pipeOf({ channel, lost }: OpenChannel<ClientChannel>, device: string): CommandPipe {
  let exitCode: number | undefined
  channel.once('exit', (code: number | null, signal?: string) => {
    exitCode = code ?? exitCodeOfSignal(constants.signals[signal as NodeJS.Signals])
  })
  return {
    ...{ stdin: channel, stdout: channel, stderr: channel.stderr },
    onEnd: (listener) => {
      channel.once('close', () => {
        if (exitCode !== undefined || !lost.aborted) listener({ exitCode })
        else listener({ error: (command) => connectionLost(device, `"${command}" ran`, lost.reason) })
      })
    },
    signal: (name) => {
      try {
        channel.signal(name)
      } catch {
        // The channel is closed: nothing is left to signal.
      }
    },
    close: () => void channel.close(),
  }
}

import { defineDriver } from '../../runtime/driver.ts'
import { files } from '../../runtime/interfaces/files.ts'
import { shell } from '../../runtime/interfaces/shell.ts'
import { ssh } from '../../runtime/interfaces/ssh.ts'
import { JobTable } from '../posix-shell/job-table.ts'
import { KeptShells } from '../posix-shell/kept-shells.ts'
import { KeptSurroundings } from '../posix-shell/kept-surroundings.ts'
import { createShellAccess, forget } from '../posix-shell/shell-access.ts'
import { SshConnection } from '../ssh-connection/connection.ts'
import { sshConfig, sshSettings } from '../ssh-connection/ssh-settings.ts'
import { createFileAccess } from '../ssh-session/file-access.ts'
import { ForwardTable } from '../ssh-session/forward-table.ts'
import { createSshAccess } from '../ssh-session/ssh-access.ts'
import { createSshHost } from '../ssh-session/ssh-host.ts'

/** A device that is reached by SSH. It connects when it is first used, since a device may boot only then. */
export const sshDriver = defineDriver({
  type: 'ssh',
  doc: 'Reaches a device by SSH: commands, files, forwarded ports and sockets.',
  testedAgainst: "Debian's openssh-server, and the server of ssh2",
  provides: [shell, files, ssh],
  config: sshConfig,
  open: async (config, { device, directory }) => {
    const settings = sshSettings(config, { device, directory, env: process.env })
    const connection = new SshConnection(settings)
    const host = createSshHost(connection)
    const jobs = new JobTable()
    const keeper = new KeptSurroundings()
    const forwards = new ForwardTable()
    const shells = config.posix && config.keepShell ? new KeptShells(host) : undefined
    return {
      shell: createShellAccess(host, { jobs, keeper, shells }),
      files: createFileAccess(connection, directory),
      ssh: createSshAccess(connection, forwards),
      [Symbol.asyncDispose]: async () => {
        await jobs[Symbol.asyncDispose]()
        await forget(host, keeper)
        shells?.end()
        await forwards[Symbol.asyncDispose]()
        await connection[Symbol.asyncDispose]()
      },
    }
  },
})

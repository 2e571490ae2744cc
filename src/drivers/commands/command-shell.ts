import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { shell } from '../../runtime/interfaces/shell.ts'
import { createPrefixedHost } from '../command-line/prefixed-host.ts'
import { JobTable } from '../posix-shell/job-table.ts'
import { KeptSurroundings } from '../posix-shell/kept-surroundings.ts'
import { createShellAccess, forget } from '../posix-shell/shell-access.ts'

/** A shell behind a program such as `adb shell` or `docker exec`. */
export const commandShell = defineDriver({
  type: 'command-shell',
  doc: 'The shell of a device behind a program: adb shell, docker exec, kubectl exec, a script of yours.',
  testedAgainst: 'a POSIX shell behind env',
  provides: [shell],
  config: z.strictObject({
    prefix: z
      .tuple([z.string().min(1)], z.string())
      .describe(
        'The program and its arguments; each command is added as the last argument: [docker, exec, -i, dut, sh, -c].',
      ),
    env: z.record(z.string(), z.string()).default({}).describe('Environment variables of the program here.'),
    posix: z
      .boolean()
      .default(true)
      .describe('Whether a POSIX shell reads the commands. Otherwise cwd, env and persist cannot be given.'),
  }),
  open: async (config, { device, directory }) => {
    const host = createPrefixedHost({ ...config, device, directory })
    const jobs = new JobTable()
    const keeper = new KeptSurroundings()
    return {
      shell: createShellAccess(host, { jobs, keeper }),
      [Symbol.asyncDispose]: async () => {
        await jobs[Symbol.asyncDispose]()
        await forget(host, keeper)
      },
    }
  },
})

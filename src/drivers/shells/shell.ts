import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { files } from '../../runtime/interfaces/files.ts'
import { shell as shellInterface } from '../../runtime/interfaces/shell.ts'
import { duration } from '../../runtime/units.ts'
import { loginSettings } from '../console-login/login-rules.ts'
import { ConsoleShell } from '../console-shell/console-shell.ts'
import { createShellAccess } from '../console-shell/shell-access.ts'
import { createFileAccess } from '../shell-files/file-access.ts'
import { TRANSFERS } from '../shell-files/transfer.ts'

const config = z.strictObject({
  ...loginSettings,
  newline: z.string().default('\r').describe('What ends a line that is sent.'),
  transfer: z
    .enum(TRANSFERS)
    .default('base64')
    .describe(
      'How files cross the line: xmodem needs rx and sx on the device, ymodem rb and sb, zmodem rz and sz.',
    ),
  answer: duration().default(5000).describe('How long the shell may take to begin a command.'),
})

/** How long what was left on the device may take to be removed. */
const LEAVE_MS = 1000

/** The shell of a device, over its console. */
export const shell = defineDriver({
  type: 'shell',
  doc: 'The POSIX shell of a device, over its console: logs in, runs commands, brings and fetches files.',
  testedAgainst: "bash, dash and busybox on pseudoterminals, Debian's login and lrzsz",
  provides: [shellInterface, files],
  needs: ['console'],
  uses: ['power'],
  config,
  open: async ({ newline, answer, transfer, ...settings }, { needs, uses, directory }) => {
    const isOff = async () => {
      const context = { signal: AbortSignal.timeout(LEAVE_MS) }
      return (await uses.power?.state({}, context)) === 'off'
    }
    const line = new ConsoleShell({ console: needs.console, settings, newline, answer, isOff })
    return {
      shell: createShellAccess(line, needs.console.device),
      files: createFileAccess(line, { device: needs.console.device, directory, transfer }),
      [Symbol.asyncDispose]: async () => {
        await line.leave(AbortSignal.timeout(LEAVE_MS)).catch(() => {})
      },
    }
  },
})

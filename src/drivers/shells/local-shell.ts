import { resolve } from 'node:path'
import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { files } from '../../runtime/interfaces/files.ts'
import { shell } from '../../runtime/interfaces/shell.ts'
import { createLocalFiles } from '../local-shell/local-files.ts'
import { LocalShell } from '../local-shell/local-shell.ts'

/** The shell of the machine on which the bench is. */
export const localShell = defineDriver({
  type: 'local-shell',
  doc: 'The shell and the files of the machine on which the bench is.',
  testedAgainst: "this machine's own shell",
  provides: [shell, files],
  config: z.strictObject({
    program: z.string().default('/bin/sh').describe('The shell; it gets the command after -c.'),
    cwd: z.string().default('.').describe('Folder in which commands run, and in which paths start.'),
    env: z.record(z.string(), z.string()).default({}).describe('Variables beside those of this process.'),
  }),
  open: async ({ program, cwd, env }, { device, directory }) => {
    const folder = resolve(directory, cwd)
    const local = new LocalShell({ program, cwd: folder, env, device })
    return {
      shell: local,
      files: createLocalFiles({ device, folder, directory }),
      [Symbol.asyncDispose]: () => local[Symbol.asyncDispose](),
    }
  },
})

import { z } from 'zod'
import { call, defineInterface, param } from '../interface.ts'
import { duration } from '../units.ts'

const command = param('command', z.string(), 'The command line, as the shell of the device reads it.')
const job = param('job', z.coerce.number().int(), 'The number that the start of the command gave.')
const surroundings = {
  cwd: z.string().optional().describe('Folder to run in; the one the shell is in if left out.'),
  env: z.record(z.string(), z.string()).optional().describe('Environment variables for this command alone.'),
}
const timeout = duration()
  .default(30_000)
  .describe('How long to wait at most; then the command is interrupted.')
const output = z.union([z.string(), z.instanceof(Uint8Array)])

/** What a command left behind. */
const finished = z.object({
  stdout: output.describe('What it wrote to its standard output.'),
  stderr: output.describe('What it wrote to its standard error; empty where the two cannot be told apart.'),
  exitCode: z.number().int(),
})

/** A command line on the device: over its console, over SSH, or on this machine. */
export const shell = defineInterface({
  name: 'shell',
  version: 1,
  doc: 'Runs commands on a device.',
  members: {
    run: call({
      doc: 'Runs a command and waits for its end. A command that fails is no error: its exit code tells.',
      params: [command],
      options: {
        ...surroundings,
        persist: z
          .boolean()
          .default(false)
          .describe('Whether folder and variables that it changes stay for the commands after it.'),
        input: z.string().optional().describe('What the command reads from its standard input.'),
        as: z
          .enum(['text', 'bytes'])
          .default('text')
          .describe('Whether its output comes as text or as bytes.'),
        timeout,
      },
      result: finished,
    }),
    start: call({
      doc: 'Starts a command in the background and gives it a number.',
      params: [command],
      options: surroundings,
      result: z.number().int(),
    }),
    wait: call({
      doc: 'Waits for the end of a command in the background.',
      params: [job],
      options: { timeout },
      result: finished,
    }),
    isRunning: call({
      doc: 'Tells whether a command in the background still runs.',
      readOnly: true,
      params: [job],
      result: z.boolean(),
    }),
    stop: call({
      doc: 'Ends a command in the background; does nothing when it has ended by itself.',
      params: [job],
      options: { signal: z.string().default('TERM').describe('The signal to send: TERM, INT, KILL…') },
      result: z.void(),
    }),
  },
})

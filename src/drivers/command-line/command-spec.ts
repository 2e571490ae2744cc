import { z } from 'zod'
import { duration } from '../../runtime/units.ts'
import { placeholdersIn } from './placeholders.ts'

const line = z.union([z.string().min(1), z.tuple([z.string().min(1)], z.string())])

const expression = z.string().transform((source, context) => {
  try {
    return new RegExp(source, 'm')
  } catch (error) {
    context.issues.push({ code: 'custom', message: `no regular expression: ${String(error)}`, input: source })
    return z.NEVER
  }
})

const details = z.strictObject({
  command: line.describe(
    'A list is a program and its arguments, which no shell sees. A text is a line for /bin/sh; values come into it as one word each.',
  ),
  cwd: z.string().optional().describe('Folder to run in; that of the bench file if left out.'),
  env: z.record(z.string(), z.string()).optional().describe('Environment variables.'),
  input: z.string().optional().describe('What it reads from its standard input; placeholders work.'),
  timeout: duration().optional().describe('How long it may take.'),
  exitCodes: z.array(z.number().int()).default([0]).describe('Exit codes that are no failure.'),
  pattern: expression
    .optional()
    .describe(
      'Regular expression that finds the result in the output: its first group, or named groups where the result has several parts.',
    ),
  values: z
    .record(z.string(), z.union([z.number().int(), expression]))
    .optional()
    .describe(
      'The result by what the output matches, or by exit code: { on: "is ON", off: "is OFF" }, { on: 0, off: 1 }.',
    ),
  scale: z.number().optional().describe('What a number in the output is multiplied by: 0.001 for mA.'),
  progress: expression
    .optional()
    .describe('Regular expression whose first group is how far it is, in per cent.'),
})

/** A command line of a driver's configuration, with what its end and its output mean. */
export const commandSpec = z.preprocess(
  (given) => (typeof given === 'string' || Array.isArray(given) ? { command: given } : given),
  details.transform((given): CommandSpec => given),
)

/** A list is a program and its arguments; a text is for a shell. */
export type CommandLine = string | readonly [string, ...string[]]

/** A command, and how it is understood. */
export interface CommandSpec extends Omit<z.output<typeof details>, 'command'> {
  readonly command: CommandLine
}

/** A command with placeholders for certain values only. */
export function commandFor(names: readonly string[], doc: string) {
  return commandSpec
    .superRefine((spec, context) => {
      const used = [spec.command, spec.input ?? ''].flat().flatMap(placeholdersIn)
      const unknown = used.find((name) => !names.includes(name))
      if (unknown === undefined) return
      const known = names.map((name) => `{${name}}`).join(', ') || 'none'
      context.addIssue({
        code: 'custom',
        message: `there is nothing for {${unknown}} here; there is: ${known}. For a brace, write two.`,
      })
    })
    .optional()
    .describe(doc)
}

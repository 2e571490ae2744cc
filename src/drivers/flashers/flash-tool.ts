import { z } from 'zod'
import { duration } from '../../runtime/units.ts'

const pattern = z.string().refine(isPattern, 'expected a regular expression')
/** A word of a command line, or several that stand or fall together with the values in them. */
const word = z.union([z.string(), z.array(z.string())])

/** A command line: words with values in them, as in `{image}`. Nested words are left out if a value of theirs is. */
export type CommandLine = readonly (string | readonly string[])[]

/** How a command-line tool flashes a device, as data: the same in the bench file and for the tools that are built in. */
export const flashToolSchema = z.strictObject({
  program: z.string().describe('The program, by its name on the PATH or by its path.'),
  flash: z
    .array(word)
    .describe('Its words to write {image}. A list of words is left out where a value in it is not set.'),
  verify: z
    .array(word)
    .optional()
    .describe('Its words to compare {image}, where the tool does not compare while it writes.'),
  read: z
    .array(word)
    .optional()
    .describe('Its words to read {length} bytes from {offset} on into the file {output}.'),
  progress: z
    .array(z.strictObject({ step: z.enum(['check', 'write', 'verify']), pattern }))
    .default([])
    .describe(
      'What its output says about progress: regular expressions with a group named percent, groups named done and total, or bar (50 characters are all).',
    ),
  done: pattern.optional().describe('Regular expression that its output must match, or nothing was flashed.'),
  failed: z
    .array(pattern)
    .default([])
    .describe('Regular expressions of output that means failure, whatever the exit code.'),
  missing: z
    .array(pattern)
    .default([])
    .describe('Regular expressions of output that means that no device is there.'),
})

/** A tool as its checked data says. */
export type FlashTool = Readonly<z.output<typeof flashToolSchema>>
/** A tool as it is written down. */
export type FlashToolData = Readonly<z.input<typeof flashToolSchema>>

/** Values that stand in command lines: the options of a tool; a list stands for its words one after the other. */
export type ToolValues = Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>

/** What every such driver takes besides its own options. */
export const toolTimes = {
  timeout: duration().default(600_000).describe('How long the tool may take.'),
  patience: duration()
    .default(10_000)
    .describe('How long it may say that no device is there, for tools that wait for one.'),
}

/** The words of a command line with their values; those whose values are not set are left out. */
export function commandWords(line: CommandLine, values: ToolValues): string[] {
  return line.flatMap((entry) => {
    if (typeof entry === 'string') return [fill(entry, values) ?? '']
    const many = listIn(entry, values)
    if (many === undefined) return group(entry, values)
    const [name, items] = many
    return items.flatMap((item) => group(entry, { ...values, [name]: item }))
  })
}

function group(words: readonly string[], values: ToolValues): string[] {
  const filled = words.map((one) => fill(one, values))
  return filled.every((one) => one !== undefined) ? filled : []
}

/** The list that a group stands for, each item with the words around it: `-f a -f b`. */
function listIn(words: readonly string[], values: ToolValues) {
  for (const [name, value] of Object.entries(values))
    if (typeof value === 'object' && words.some((one) => one.includes(`{${name}}`)))
      return [name, value] as const
  return undefined
}

function fill(text: string, values: ToolValues): string | undefined {
  let complete = true
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) complete = false
    return String(value ?? '')
  })
  return complete ? filled : undefined
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}

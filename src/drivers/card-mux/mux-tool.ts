import { z } from 'zod'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { LabError, SuiteError } from '../../runtime/errors.ts'
import type { mux } from '../../runtime/interfaces/mux.ts'
import { commandWords, type ToolValues } from '../flashers/flash-tool.ts'
import { runTool } from '../flashers/run-tool.ts'

const words = z.array(z.union([z.string(), z.array(z.string())]))
const pattern = z.string()

/** How a command-line tool switches a card, as data. */
export const muxToolSchema = z.strictObject({
  program: z.string().describe('The program, by its name on the PATH or by its path.'),
  host: words.describe('Its words to connect the card to the bench.'),
  dut: words.describe('Its words to connect the card to the device.'),
  off: words.optional().describe('Its words to connect the card to nobody, if it can.'),
  position: words.describe('Its words to tell what the card is connected to.'),
  says: z
    .strictObject({ host: pattern, dut: pattern, off: pattern.optional() })
    .describe('Regular expressions of what it says then.'),
})

/** A mux tool as its checked data says. */
export type MuxTool = Readonly<z.output<typeof muxToolSchema>>

/** A tool, and what it is called with. */
export interface MuxToolOptions {
  readonly tool: MuxTool
  readonly values: ToolValues
  readonly directory: string
  readonly timeout: number
}

type Position = 'host' | 'dut' | 'off'

/** A card switch by a command-line tool. What it was told is asked again: a switch that lies is found. */
export function createMux(options: MuxToolOptions): ImplementationOf<typeof mux> {
  const position = async (context: CallContext): Promise<Position> => {
    const output = await ask(options, options.tool.position, context)
    const { host, dut, off } = options.tool.says
    if (new RegExp(host, 'm').test(output)) return 'host'
    if (new RegExp(dut, 'm').test(output)) return 'dut'
    if (off !== undefined && new RegExp(off, 'm').test(output)) return 'off'
    throw muxFailed(options, `says "${output.trim()}", which tells no position`)
  }
  return {
    position: (_, context) => position(context),
    connect: async ({ position: wanted }, context) => {
      const line = options.tool[wanted]
      if (line === undefined) throw cannot(options, wanted)
      await ask(options, line, context)
      const got = await position(context)
      if (got !== wanted) throw muxFailed(options, `was told ${wanted}, and says that the card is at ${got}`)
    },
  }
}

async function ask(
  { tool, values, directory, timeout }: MuxToolOptions,
  line: MuxTool['host'],
  { signal }: CallContext,
): Promise<string> {
  const { program } = tool
  const run = {
    program,
    words: commandWords(line, values),
    directory,
    timeout,
    patience: 0,
    missing: [],
    signal,
  }
  const { exitCode, output } = await runTool(run)
  if (exitCode !== 0) throw muxFailed({ tool }, `ended with ${exitCode}: ${output.trim()}`)
  return output
}

function muxFailed({ tool }: Pick<MuxToolOptions, 'tool'>, why: string): LabError {
  return new LabError('mux-failed', `${tool.program} ${why}.`, {
    hint: 'Is the mux plugged in, is its serial number or path right, and may this user open it?',
  })
}

function cannot({ tool }: MuxToolOptions, wanted: Position): SuiteError {
  return new SuiteError('mux-position', `A card cannot be switched to ${wanted} by ${tool.program}.`)
}

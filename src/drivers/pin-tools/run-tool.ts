import { execa } from 'execa'
import { DeviceError, type HilError, LabError } from '../../runtime/errors.ts'
import { findProgram } from '../guarded-process/find-program.ts'

/** A program that speaks to the hardware, with the Debian package that it comes in. */
export interface BusTool {
  readonly program: string
  readonly package: string
}

/** What one run of a tool is given. */
export interface ToolRun {
  readonly args: readonly string[]
  readonly device: string
  readonly signal: AbortSignal
  readonly input?: Uint8Array
}

/** Runs a tool to its end and returns what it wrote; an error has its complaint. */
export async function runTool(tool: BusTool, { args, device, signal, input }: ToolRun): Promise<Uint8Array> {
  const path = findProgram({ ...tool, device })
  signal.throwIfAborted()
  const { exitCode, stdout, stderr } = await execa(path, args, {
    ...{ encoding: 'buffer', reject: false, cancelSignal: signal, forceKillAfterDelay: 1000 },
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  })
  signal.throwIfAborted()
  const complaint = textOf(stderr)
  if (exitCode === 0) return stdout
  throw toolFailed(tool, args, complaint === '' ? textOf(stdout) : complaint)
}

/** The same, where a tool writes text. */
export async function readTool(tool: BusTool, run: ToolRun): Promise<string> {
  return textOf(await runTool(tool, run))
}

/** What tools say of a bus that this machine does not have, or that the user may not open. */
const BUS_IS_AWAY = /no such (?:file|device)|permission denied|not permitted|not supported/i

/** The error for a tool that failed: the lab's if there is no bus to speak on. */
export function toolFailed({ program }: BusTool, args: readonly string[], complaint: string): HilError {
  const [line = 'it says nothing'] = complaint
    .trim()
    .split('\n')
    .filter((one) => one !== '')
    .slice(-1)
  const message = `"${[program, ...args].join(' ')}" failed: ${line}`
  const hint =
    'Compare the bus, chip and address with the bench file; does the user have the right to open it?'
  return BUS_IS_AWAY.test(line)
    ? new LabError('bus-tool-failed', message, { hint })
    : new DeviceError('bus-tool-failed', message, { hint })
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).trim()
}

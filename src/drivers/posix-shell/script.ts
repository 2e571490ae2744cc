import { SuiteError } from '../../runtime/errors.ts'
import { quote } from './quote.ts'

/** What a command runs in. */
export interface Surroundings {
  readonly cwd?: string | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
}

interface ScriptSurroundings extends Surroundings {
  /** Lines that bring back what an earlier command left, and keep what this one leaves. */
  readonly kept?: readonly string[] | undefined
}

const MARK = 'hilwright-pid:'
/** What profiles print before it is short. */
const FARTHEST = 65_536
const MARKED = new RegExp(`${MARK}(\\d+)\\r?\\n`)

/**
 * A script for a POSIX shell that tells its process number, goes where the command belongs and runs it. The command
 * stands last, on lines of its own, so that a comment or an open quote in it harms nothing before it.
 */
export function scriptOf(command: string, { cwd, env = {}, kept }: ScriptSurroundings): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${variable(name)}=${quote(value)}`)
  const move = cwd === undefined ? [] : [`cd -- ${quote(cwd)} || exit`]
  return [`echo ${MARK}$$`, ...(kept ?? []), ...exports, ...move, command].join('\n')
}

/** What a script's output has told so far. */
export interface ScriptOutput {
  readonly pid: number
  /** Where the command's own output begins: what a profile printed before is not its. */
  readonly start: number
}

/** Finds the process number in the output of a script; undefined until it is there. */
export function findPid(output: Buffer): ScriptOutput | undefined {
  const found = MARKED.exec(output.toString('latin1', 0, FARTHEST))
  return found === null ? undefined : { pid: Number(found[1]), start: found.index + found[0].length }
}

/** The command line that sends a signal to a script and all that it started. */
export function killCommand(pid: number, signal: string): string {
  const name = quote(signal.replace(/^SIG/i, '').toUpperCase())
  // Not `-s NAME -- -PID`: busybox knows no `--` here.
  return `kill -${name} -${pid} 2>/dev/null || kill -${name} ${pid}`
}

function variable(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name
  throw new SuiteError('bad-variable', `"${name}" cannot be the name of an environment variable.`)
}

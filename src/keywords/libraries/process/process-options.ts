import { type ArgumentType, anything, boolean, text } from '../../catalogue/argument-type.ts'
import { arg, named, optional, rest } from '../../catalogue/keyword.ts'
import { byName, optionalText } from '../../comparison/check-arguments.ts'
import { revealed, secretText } from '../../conversion/secret-text.ts'
import { asDict } from '../../value/containers.ts'
import { toText } from '../../value/text.ts'

/** How a process is to be started. */
export interface ProcessOptions {
  readonly command: string
  readonly arguments: readonly string[]
  readonly cwd: string | undefined
  readonly shell: boolean
  readonly stdout: string | undefined
  readonly stderr: string | undefined
  readonly stdin: string | undefined
  readonly outputEncoding: string
  readonly alias: string | undefined
  readonly env: ReadonlyMap<string, string> | undefined
  readonly envExtra: Readonly<Record<string, unknown>>
}

/** A file, a text or a secret; None stands for none. */
const input: ArgumentType<string | undefined> = {
  name: 'file | text',
  convert: (value) => (value === null || value === undefined ? undefined : revealed(value) || undefined),
}

/** A file name; empty text and None stand for none. */
const fileName: ArgumentType<string | undefined> = {
  name: 'file',
  convert: (value) => optionalText.convert(value) || undefined,
}

const environment: ArgumentType<ReadonlyMap<string, string> | undefined> = {
  name: 'dictionary',
  spoken: 'dictionary or None',
  convert: (value) => {
    const dict = asDict(value)
    return dict && new Map([...dict].map(([key, one]) => [toText(key), revealed(one)]))
  },
}

/** What `Run Process` and `Start Process` take. */
export const processArguments = [
  arg('command', text, 'The program; with `shell` a whole command line.'),
  rest('arguments', secretText, 'Its arguments.'),
  byName(optional('cwd', fileName, undefined, 'The folder to run it in.')),
  byName(optional('shell', boolean, false, 'True runs it in a shell, with pipes and wildcards.')),
  byName(optional('stdout', fileName, undefined, 'A file for its output, or DEVNULL.')),
  byName(optional('stderr', fileName, undefined, 'A file for its errors, STDOUT or DEVNULL.')),
  byName(optional('stdin', input, undefined, 'A file or a text that it reads; without it, nothing.')),
  byName(optional('outputEncoding', text, 'CONSOLE', 'The encoding of its output.')),
  byName(optional('alias', optionalText, undefined, 'A name for it.')),
  byName(optional('env', environment, undefined, 'Its whole environment, a dict.')),
  named('envExtra', anything, '`env:NAME=value` adds a variable to its environment.'),
] as const

/** The environment of the process. */
export function environmentOf({ env, envExtra }: ProcessOptions): Record<string, string> {
  const all = Object.fromEntries(env ?? Object.entries(process.env).map(([key, value]) => [key, value ?? '']))
  for (const [name, value] of Object.entries(envExtra)) {
    if (!name.startsWith('env:'))
      throw new Error(`Keyword argument '${name}' is not supported by this keyword.`)
    all[name.slice(4)] = revealed(value)
  }
  return all
}

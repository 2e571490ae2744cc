import type { Terminal } from './terminal.ts'

/** How colourful to write: not at all into files and pipes, or where NO_COLOR is set; FORCE_COLOR overrules. */
export function coloured(stream: Terminal['stdout'], env: NodeJS.ProcessEnv): 0 | 1 {
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0') return 1
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 0
  return stream.isTTY === true ? 1 : 0
}

import { withoutYoungMessages } from './kernel-messages.ts'
import type { Markers } from './markers.ts'

/** What a command left between its markers. */
export interface RawOutput {
  readonly stdout: Buffer
  readonly stderr: Buffer
  /** Seconds since the device booted when the command began, where it can tell. */
  readonly uptime?: number
}

/** What of a console's bytes is read. */
export interface OutputPlace {
  readonly markers: Markers
  readonly number: number
  /** Uptime that was told last: counts when this command's own cannot be read. */
  readonly uptime: number | undefined
}

/** Takes a command's output out of what a console said from the command line to the end marker (not included). */
export function readOutput(bytes: Buffer, place: OutputPlace): RawOutput {
  const { markers, number } = place
  const said = bytes.toString('latin1')
  const begin = markers.begin(number)
  const told = /^(\d+\.\d+);/.exec(said.slice(said.indexOf(begin) + begin.length, said.length))?.[1]
  const uptime = told === undefined ? place.uptime : Number(told)
  const text = uptime === undefined ? said : withoutYoungMessages(said, uptime)
  const start = text.indexOf(begin)
  const lineEnd = text.indexOf('\n', start)
  const isTerminal = text[lineEnd - 1] === '\r'
  const [stdout = '', stderr = ''] = beforeEnd(text.slice(lineEnd + 1), place).split(markers.errors(number))
  const decode = (part: string) => Buffer.from(isTerminal ? part.replaceAll('\r\n', '\n') : part, 'latin1')
  return {
    stdout: decode(stdout),
    stderr: decode(stderr),
    ...(uptime === undefined ? {} : { uptime }),
  }
}

/** A message that broke into the first end marker is gone by now: the output ends there, not at the second. */
function beforeEnd(text: string, { markers, number }: OutputPlace): string {
  const end = text.indexOf(`${markers.of(number)}>`)
  return end === -1 ? text : text.slice(0, end)
}

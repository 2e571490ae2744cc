import { readTool } from './run-tool.ts'

/** A line of a GPIO chip: the chip's name and the offset of the line. */
export interface GpioLine {
  readonly chip: string
  readonly offset: number
}

/** The words of one generation of the tools of libgpiod. */
export interface GpioWords {
  get(line: GpioLine): readonly string[]
  /** Drives the line until the process ends. */
  set(line: GpioLine, level: 'high' | 'low'): readonly string[]
  /** Writes a line for each edge, as {@link edgeIn} reads it. */
  watch(line: GpioLine): readonly string[]
}

/** Version 1, as in Debian 12. */
const FIRST: GpioWords = {
  get: ({ chip, offset }) => [chip, String(offset)],
  set: ({ chip, offset }, level) => ['--mode=signal', chip, `${offset}=${level === 'high' ? 1 : 0}`],
  watch: ({ chip, offset }) => ['--line-buffered', '--format=%e %s.%n', chip, String(offset)],
}

/** Version 2, as in Debian 13. */
const SECOND: GpioWords = {
  get: ({ chip, offset }) => ['--numeric', '--chip', chip, String(offset)],
  set: ({ chip, offset }, level) => ['--chip', chip, `${offset}=${level === 'high' ? 1 : 0}`],
  watch: ({ chip, offset }) => ['--edges=both', '--format=%e %S', '--chip', chip, String(offset)],
}

export const GPIO_GET = { program: 'gpioget', package: 'gpiod' }
export const GPIO_SET = { program: 'gpioset', package: 'gpiod' }
export const GPIO_MONITOR = { program: 'gpiomon', package: 'gpiod' }

/** Finds out which generation is installed. */
export async function gpioWords(device: string, signal: AbortSignal): Promise<GpioWords> {
  const version = await readTool(GPIO_GET, { args: ['--version'], device, signal })
  return /v1\./.test(version) ? FIRST : SECOND
}

/** An edge that `gpiomon` told; both generations write 1 for a rising one. */
export function edgeIn(
  line: string,
): { readonly edge: 'rising' | 'falling'; readonly time: number } | undefined {
  const [, kind, seconds, fraction] = /^\s*(\d)\s+(\d+)\.(\s*\d+)/.exec(line) ?? []
  if (kind === undefined) return undefined
  const time = Number(seconds) * 1000 + Number(fraction?.trim().padStart(9, '0')) / 1e6
  return { edge: kind === '1' ? 'rising' : 'falling', time }
}

import { z } from 'zod'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { type CallContext, defineDriver, type ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { gpio } from '../../runtime/interfaces/gpio.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { formatDuration } from '../../runtime/units.ts'
import { DrivenLines } from '../pin-tools/driven-lines.ts'
import { GPIO_GET, type GpioLine, type GpioWords, gpioWords } from '../pin-tools/gpio-tools.ts'
import { pulseBy } from '../pin-tools/pulse.ts'
import { readTool } from '../pin-tools/run-tool.ts'
import { watchedEdges } from '../pin-tools/watched-line.ts'

const config = z.strictObject({
  chip: z.string().min(1).default('gpiochip0').describe('Name of the GPIO chip, as gpiodetect tells it.'),
  pins: z
    .record(z.string(), z.number().int().min(0))
    .describe('Lines of the chip by the names that suites call them: { reset: 17, ready: 27 }.'),
})

/** Lines of a GPIO chip of this machine. */
export const linuxGpio = defineDriver({
  type: 'linux-gpio',
  doc: 'Lines of a GPIO chip of this machine (/dev/gpiochipN), by the tools of libgpiod 1 or 2.',
  testedAgainst: 'a stand-in for the tools of libgpiod, and their own messages where there is no chip',
  provides: [gpio],
  config,
  open: async ({ chip, pins }, { device, signal }) => {
    const words = await gpioWords(device, signal)
    const driven = new DrivenLines(device)
    const lineOf = (pin: string): GpioLine => ({
      chip,
      offset: pins[pin] ?? unknownPin(pin, Object.keys(pins)),
    })
    return {
      gpio: createGpio({ words, driven, lineOf, device }),
      [Symbol.asyncDispose]: () => driven[Symbol.asyncDispose](),
    }
  },
})

interface GpioParts {
  readonly words: GpioWords
  readonly driven: DrivenLines
  readonly device: string
  lineOf(pin: string): GpioLine
}

function createGpio({ words, driven, device, lineOf }: GpioParts): ImplementationOf<typeof gpio> {
  const edges = (pin: string, signal: AbortSignal) => watchedEdges(words.watch(lineOf(pin)), device, signal)
  const hold: Pick<ImplementationOf<typeof gpio>, 'drive' | 'release'> = {
    drive: ({ pin, level }) => driven.drive(pin, words.set(lineOf(pin), level)),
    release: ({ pin }) => {
      lineOf(pin)
      return driven.release(pin)
    },
  }
  return {
    ...hold,
    pulse: pulseBy(hold),
    read: async ({ pin }, { signal }) => {
      const level = await readTool(GPIO_GET, { args: words.get(lineOf(pin)), device, signal })
      return level === '1' ? 'high' : 'low'
    },
    edges: ({ pin }, { signal }) => edges(pin, signal),
    waitForEdge: (wanted, context) => firstEdge(wanted, context, (signal) => edges(wanted.pin, signal)),
  }
}

interface WantedEdge {
  readonly pin: string
  readonly edge: 'rising' | 'falling' | 'both'
  readonly timeout: number
}

async function firstEdge(
  { pin, edge: wanted, timeout }: WantedEdge,
  context: CallContext,
  edges: (signal: AbortSignal) => ReturnType<typeof watchedEdges>,
) {
  using deadline = withDeadline(timeout, context.signal, `an edge of ${pin}`)
  const started = performance.now()
  try {
    for await (const { edge } of edges(deadline.signal))
      if (wanted === 'both' || edge === wanted) return { edge, after: performance.now() - started }
    throw deadline.signal.reason
  } catch (error) {
    if (!isDeadline(error) || context.signal.aborted) throw error
    const what = wanted === 'both' ? 'edge' : `${wanted} edge`
    throw new DeviceError('no-edge', `Pin ${pin} had no ${what} within ${formatDuration(timeout)}.`)
  }
}

function unknownPin(pin: string, known: readonly string[]): never {
  const hint = didYouMean(pin, known) ?? 'Name its line in the bench file: pins: { reset: 17 }'
  throw new SuiteError('unknown-pin', `The bench file names no pin "${pin}".`, { hint })
}

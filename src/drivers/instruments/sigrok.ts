import { z } from 'zod'
import { type CallContext, defineDriver, type ImplementationOf } from '../../runtime/driver.ts'
import { logic } from '../../runtime/interfaces/logic.ts'
import { type Analyser, runSigrok, type Sampling, samplingArgs } from '../sigrok/capture.ts'
import { logicChannels } from '../sigrok/channels.ts'
import { edgesOf } from '../sigrok/samples.ts'

const SHOW_MS = 10_000

/** A logic analyser that sigrok knows. */
export const sigrok = defineDriver({
  type: 'sigrok',
  doc: 'A logic analyser that sigrok knows, by sigrok-cli.',
  testedAgainst: "Debian's sigrok-cli with its demo device",
  provides: [logic],
  config: z.strictObject({
    driver: z
      .string()
      .min(1)
      .describe(
        "Sigrok's name of the driver, with its connection where needed: fx2lafw, demo, saleae-logic16:conn=1.2.",
      ),
    channels: z
      .array(z.string())
      .optional()
      .describe('Channels that are sampled where a suite names none; all logic channels if left out.'),
  }),
  open: async ({ driver, channels }, { device, signal }) => {
    const analyser = { driver, device }
    // Asked at once, so that a bench without its analyser is told before a test begins.
    const shown = await runSigrok(analyser, ['--show'], { timeout: SHOW_MS, context: { signal } })
    const known = channels ?? logicChannels(new TextDecoder().decode(shown))
    return { logic: createLogic(analyser, known), [Symbol.asyncDispose]: async () => {} }
  },
})

/** What a call of the interface gives. */
interface Wanted extends Omit<Sampling, 'channels'> {
  readonly channels?: string | undefined
}

function createLogic(analyser: Analyser, known: readonly string[]): ImplementationOf<typeof logic> {
  const sampled = (wanted: Wanted): Sampling => ({ ...wanted, channels: namesIn(wanted.channels) ?? known })
  const run = (sampling: Sampling, more: readonly string[], context: CallContext) =>
    runSigrok(analyser, [...samplingArgs(sampling), ...more], { timeout: sampling.timeout, context })
  return {
    capture: async (wanted, context) => {
      const sampling = sampled(wanted)
      const { channels, sampleRate } = sampling
      const samples = new Uint8Array(await run(sampling, ['--output-format', 'binary'], context))
      return { channels: [...channels], sampleRate, samples, edges: edgesOf(samples, channels) }
    },
    decode: async ({ decoder, ...wanted }, context) => {
      const said = await run(sampled(wanted), ['--protocol-decoders', decoder], context)
      const lines = new TextDecoder().decode(said).split('\n')
      return lines.filter((line) => line.trim() !== '')
    },
  }
}

function namesIn(text: string | undefined): string[] | undefined {
  return text?.split(',').map((name) => name.trim())
}

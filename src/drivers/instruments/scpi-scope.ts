import { z } from 'zod'
import { isDeadline, sleep, withDeadline } from '../../runtime/deadline.ts'
import { type CallContext, defineDriver, type ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { scope } from '../../runtime/interfaces/scope.ts'
import { formatDuration } from '../../runtime/units.ts'
import { hasOnePlace, ONE_PLACE } from '../links/link-config.ts'
import { SCOPE_DIALECTS, type ScopeDialect } from '../scpi/scope-dialects.ts'
import { ScpiClient } from '../scpi/scpi-client.ts'
import { scpiKeys } from '../scpi/scpi-config.ts'

/** An oscilloscope that speaks SCPI. */
export const scpiScope = defineDriver({
  type: 'scpi-scope',
  doc: 'An oscilloscope that speaks SCPI as those of Keysight or Rigol do, over TCP, a serial port or USBTMC.',
  testedAgainst: 'a SCPI oscilloscope of our own over TCP',
  provides: [scope],
  config: z
    .strictObject({
      ...scpiKeys(),
      dialect: z
        .enum(['keysight', 'rigol'])
        .default('keysight')
        .describe('Whose commands it understands: keysight or rigol.'),
    })
    .refine(hasOnePlace, ONE_PLACE),
  open: async ({ dialect, ...place }, { signal }) => {
    const client = await ScpiClient.open(place, { signal })
    return {
      scope: createScope(client, SCOPE_DIALECTS[dialect]),
      [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
    }
  },
})

const PROPERTIES = {
  'peak-to-peak': ['VPP', 'V'],
  minimum: ['VMIN', 'V'],
  maximum: ['VMAX', 'V'],
  mean: ['VAV', 'V'],
  rms: ['VRMS', 'V'],
  frequency: ['FREQ', 'Hz'],
  period: ['PER', 's'],
  'rise-time': ['RIS', 's'],
} as const

/** SCPI says so for what cannot be measured. */
const NO_VALUE = 9.9e37
const BETWEEN_QUESTIONS_MS = 50

type Scope = ImplementationOf<typeof scope>
type Settings = Pick<Scope, 'setChannel' | 'setTimebase' | 'setTrigger'>

function createScope(client: ScpiClient, dialect: ScopeDialect): Scope {
  return {
    ...settings(client),
    run: (_none, context) => client.command(':RUN', context),
    stop: (_none, context) => client.command(':STOP', context),
    single: ({ timeout }, context) => single(client, dialect, { timeout, context }),
    measure: async ({ channel, property }, context) => {
      const [command, unit] = PROPERTIES[property]
      const value = await client.queryNumber(dialect.measure(command, channel), context)
      if (Math.abs(value) < NO_VALUE) return { value, unit }
      throw new DeviceError('nothing-to-measure', `The scope finds no ${property} on channel ${channel}.`, {
        hint: 'Is there a signal, and is it on the screen as a whole?',
      })
    },
    waveform: ({ channel }, context) => waveform(client, dialect, { channel, context }),
  }
}

function settings(client: ScpiClient): Settings {
  return {
    setChannel: async ({ channel, scale, offset, coupling }, context) => {
      const source = `:CHAN${channel}`
      await client.command(`${source}:DISP ON`, context)
      if (coupling !== undefined) await client.command(`${source}:COUP ${coupling.toUpperCase()}`, context)
      if (scale !== undefined) await client.command(`${source}:SCAL ${scale}`, context)
      if (offset !== undefined) await client.command(`${source}:OFFS ${offset}`, context)
    },
    setTimebase: ({ scale }, context) => client.command(`:TIM:SCAL ${scale / 1000}`, context),
    setTrigger: async ({ channel, level, slope }, context) => {
      await client.command(`:TRIG:EDGE:SOUR CHAN${channel}`, context)
      await client.command(`:TRIG:EDGE:LEV ${level}`, context)
      await client.command(`:TRIG:EDGE:SLOP ${slope === 'rising' ? 'POS' : 'NEG'}`, context)
    },
  }
}

async function single(
  client: ScpiClient,
  { triggered }: ScopeDialect,
  { timeout, context }: { readonly timeout: number; readonly context: CallContext },
): Promise<void> {
  await client.command(':SING', context)
  using deadline = withDeadline(timeout, context.signal, 'the trigger')
  try {
    while (!triggered.isOver(await client.query(triggered.question, context)))
      await sleep(BETWEEN_QUESTIONS_MS, deadline)
  } catch (error) {
    if (!isDeadline(error) || context.signal.aborted) throw error
    throw new DeviceError('no-trigger', `The scope was not triggered within ${formatDuration(timeout)}.`, {
      hint: 'Compare the level of the trigger with the signal.',
    })
  }
}

async function waveform(
  client: ScpiClient,
  { frames, volts }: ScopeDialect,
  { channel, context }: { readonly channel: number; readonly context: CallContext },
) {
  await client.command(`:WAV:SOUR CHAN${channel}`, context)
  await client.command(frames.format, context)
  const preamble = (await client.query(frames.preamble, context)).split(',').map(Number)
  const [, , , , step = 0, start = 0, , increment = 1, origin = 0, reference = 0] = preamble
  const bytes = await client.queryBlock(frames.data, context)
  const scale = { increment, origin, reference }
  return { start, step, samples: Array.from(bytes, (sample) => volts(sample, scale)) }
}

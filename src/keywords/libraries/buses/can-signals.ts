import { z } from 'zod'
import { DeviceError } from '../../../runtime/errors.ts'
import { anything, fromSchema, text, time } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, named, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { differs, isSame } from './same-value.ts'

const NEEDS = { interface: 'can' } as const
const signal = arg('signal', text, 'Name of the signal, or MESSAGE.SIGNAL.')
const timeout = optional('timeout', time, 5000, 'How long to wait at most.')
const number = fromSchema(z.coerce.number(), 'number')

/** The value of a signal, as the bench tells it. */
interface SignalValue {
  readonly value: number | bigint
  readonly unit: string
  readonly label?: string | undefined
}

/** Keywords for the messages and signals of a DBC file. */
export const signalKeywords = [
  defineKeyword({
    name: 'Send Can Message',
    doc: 'Sends a message of the DBC file; its signals are named, with values in their units or by the names of the file.',
    ...NEEDS,
    arguments: [
      arg('message', text, 'Name of the message.'),
      named('signals', anything, 'Values of its signals, as in Speed=1500.'),
    ],
    run: ({ message, signals }, context) =>
      context.device().can.sendMessage(message, plain(signals), { signal: context.signal }),
  }),
  defineKeyword({
    name: 'Can Signal Should Be',
    phrases: ['Can signal {signal} should be {value} [within {timeout}]'],
    doc: 'Fails unless a signal has a value: a number, or its name in the DBC file. If it has another one, waits for its message until it has. Returns the number.',
    ...NEEDS,
    arguments: [signal, arg('value', text, 'A number in the unit of the signal, or a name.'), timeout],
    run: async ({ signal: path, value, timeout: limit }, context) => {
      const found = await until(
        path,
        limit,
        context,
        (one) => isSame(one.label ?? '', value) || isSame(one.value, value),
      )
      if (found.holds) return found.value
      throw differs(`The signal ${path}`, shown(found), value)
    },
  }),
  defineKeyword({
    name: 'Can Signal Should Be Between',
    phrases: ['Can signal {signal} should be between {low} and {high} [within {timeout}]'],
    doc: 'Fails unless a signal lies between two values. If it does not, waits for its message until it does. Returns the value.',
    ...NEEDS,
    arguments: [
      signal,
      arg('low', number, 'The lowest value.'),
      arg('high', number, 'The highest value.'),
      timeout,
    ],
    run: async ({ signal: path, low, high, timeout: limit }, context) => {
      const found = await until(path, limit, context, ({ value }) => value >= low && value <= high)
      if (found.holds) return found.value
      const message = `The signal ${path} is ${shown(found)}; expected between ${low} and ${high}.`
      throw new DeviceError('out-of-limits', message)
    },
  }),
]

/** The first value that is right, or the last one that came in time. */
async function until(
  path: string,
  limit: number,
  context: KeywordContext,
  isRight: (value: SignalValue) => boolean,
): Promise<SignalValue & { readonly holds: boolean }> {
  const end = performance.now() + limit
  let last: SignalValue | undefined
  for (;;) {
    const left = Math.max(1, end - performance.now())
    const options = { next: last !== undefined, timeout: left, signal: context.signal }
    const value: SignalValue | undefined = await context
      .device()
      .can.signal(path, options)
      .catch((error: unknown) => {
        if (last === undefined || (error as { code?: unknown }).code !== 'no-can-frame') throw error
        return undefined
      })
    if (value !== undefined && isRight(value)) return { ...value, holds: true }
    last = value ?? last
    if (last !== undefined && (value === undefined || performance.now() >= end))
      return { ...last, holds: false }
  }
}

function shown({ value, unit, label }: SignalValue): string {
  const number = `${value} ${unit}`.trim()
  return label === undefined ? number : `${label} (${number})`
}

/** Numbers of suites may be objects that remember how they are shown. */
function plain(signals: Readonly<Record<string, unknown>>): Record<string, number | bigint | string> {
  const entries = Object.entries(signals).map(([name, value]): [string, number | bigint | string] => [
    name,
    typeof value === 'number' || typeof value === 'bigint' ? value : String(value),
  ])
  return Object.fromEntries(entries)
}

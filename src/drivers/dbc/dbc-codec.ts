import { SuiteError } from '../../runtime/errors.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import type { DbcFile, DbcMessage, DbcSignal } from './dbc-file.ts'
import { fits, readBits, writeBits } from './signal-bits.ts'
import { bitsOf, physicalOf, rawOf } from './signal-value.ts'

/** A signal of a message that came. */
export interface DecodedSignal {
  readonly value: number | bigint
  readonly unit: string
  readonly label?: string
}

/** Decodes and encodes the messages of a DBC file. */
export class DbcCodec {
  readonly #byKey = new Map<string, DbcMessage>()
  readonly #byName = new Map<string, DbcMessage>()

  constructor({ messages }: DbcFile) {
    for (const message of messages) {
      this.#byKey.set(keyOf(message), message)
      this.#byName.set(message.name, message)
    }
  }

  /** The message of an identifier; undefined if the file has none. */
  messageOf(frame: { readonly id: number; readonly extended: boolean }): DbcMessage | undefined {
    return this.#byKey.get(keyOf(frame))
  }

  /** The message of a name; a SuiteError names the nearest ones. */
  message(name: string): DbcMessage {
    const message = this.#byName.get(name)
    if (message !== undefined) return message
    const hint = didYouMean(name, [...this.#byName.keys()]) ?? 'The DBC file has no messages.'
    throw new SuiteError('unknown-can-message', `The DBC file has no message "${name}".`, { hint })
  }

  /** The message and signal of `SIGNAL` or `MESSAGE.SIGNAL`; a SuiteError if there is none, or several. */
  signal(path: string): { readonly message: DbcMessage; readonly signal: DbcSignal } {
    const [name = '', owner] = path.split('.').reverse()
    const messages = owner === undefined ? [...this.#byName.values()] : [this.message(owner)]
    const found = messages.flatMap((message) =>
      message.signals.filter((signal) => signal.name === name).map((signal) => ({ message, signal })),
    )
    const [first, second] = found
    if (first === undefined) throw unknownSignal(path, name, messages)
    if (second === undefined) return first
    const places = found.map(({ message }) => `${message.name}.${name}`).join(', ')
    throw new SuiteError('ambiguous-can-signal', `Several messages have a signal "${name}": ${places}.`, {
      hint: 'Write the message in front of it.',
    })
  }

  /** The signals that the data of a message has. */
  decode(message: DbcMessage, data: Uint8Array): Map<string, DecodedSignal> {
    const present = signalsIn(message, (signal) => readBits(data, signal))
    const decoded = present.flatMap((signal): [string, DecodedSignal][] => {
      const bits = readBits(data, signal)
      return bits === undefined ? [] : [[signal.name, decodedSignal(bits, signal)]]
    })
    return new Map(decoded)
  }

  /** The data of a message with these values; what is not given has all bits 0, as far as its limits allow. */
  encode(
    message: DbcMessage,
    values: Readonly<Record<string, number | bigint | string>>,
  ): Uint8Array<ArrayBuffer> {
    for (const name of Object.keys(values))
      if (!message.signals.some((signal) => signal.name === name)) throw unknownSignal(name, name, [message])
    const bits = new Map(
      message.signals.map((signal) => [signal, bitsOf(values[signal.name] ?? unset(signal), signal)]),
    )
    const present = new Set(signalsIn(message, (signal) => bits.get(signal)))
    let data = new Uint8Array(message.length)
    for (const [signal, value] of bits) {
      if (present.has(signal)) data = writeBits(data, checked(signal, message), value)
      else if (values[signal.name] !== undefined) throw notSwitchedOn(signal, message)
    }
    return data
  }
}

function decodedSignal(bits: bigint, signal: DbcSignal): DecodedSignal {
  const raw = rawOf(bits, signal)
  const label = typeof raw === 'bigint' ? signal.labels.get(raw) : undefined
  return { value: physicalOf(raw, signal), unit: signal.unit, ...(label === undefined ? {} : { label }) }
}

/** The signals that are in a message, as its switches say. */
function signalsIn(message: DbcMessage, bits: (signal: DbcSignal) => bigint | undefined): DbcSignal[] {
  const isIn = (signal: DbcSignal): boolean => {
    const { when } = signal
    if (when === undefined) return true
    const by = message.signals.find(
      ({ name, isSwitch }) => isSwitch && name === (when.by ?? name) && name !== signal.name,
    )
    const value = by === undefined || !isIn(by) ? undefined : bits(by)
    return value !== undefined && when.ranges.some(([from, to]) => value >= from && value <= to)
  }
  return message.signals.filter(isIn)
}

/** What a signal is that nobody gave: all bits 0, unless its limits forbid that. */
function unset({ minimum, maximum, offset }: DbcSignal): number {
  return minimum >= maximum ? offset : Math.min(Math.max(offset, minimum), maximum)
}

function checked(signal: DbcSignal, message: DbcMessage): DbcSignal {
  if (fits(message.length, signal)) return signal
  const text = `The signal ${signal.name} reaches beyond the ${message.length} bytes of ${message.name}.`
  throw new SuiteError('can-value', text, { hint: 'Correct the DBC file.' })
}

function notSwitchedOn(signal: DbcSignal, message: DbcMessage): SuiteError {
  const ranges = signal.when?.ranges
    .map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`))
    .join(', ')
  const by = signal.when?.by ?? message.signals.find(({ isSwitch }) => isSwitch)?.name ?? 'its switch'
  return new SuiteError(
    'can-value',
    `${message.name} has the signal ${signal.name} only if ${by} is ${ranges}.`,
  )
}

function unknownSignal(path: string, name: string, messages: readonly DbcMessage[]): SuiteError {
  const known = messages.flatMap(({ signals }) => signals.map((signal) => signal.name))
  const hint = didYouMean(name, known) ?? 'It has no signals.'
  return new SuiteError('unknown-can-signal', `The DBC file has no signal "${path}".`, { hint })
}

function keyOf({ id, extended }: { readonly id: number; readonly extended: boolean }): string {
  return `${id}${extended ? 'x' : ''}`
}

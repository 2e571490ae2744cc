import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import type { can } from '../../runtime/interfaces/can.ts'
import type { DbcCodec } from '../dbc/dbc-codec.ts'
import type { DbcMessage, DbcSignal } from '../dbc/dbc-file.ts'
import { type CanPort, frameOf, type ReceivedFrame } from './can-frame.ts'
import type { ReceivedFrames } from './received-frames.ts'
import { within } from './within.ts'

/** What needs a DBC file. */
export type MessageMembers = Pick<ImplementationOf<typeof can>, 'sendMessage' | 'messages' | 'signal'>

/** Messages and signals of a bus. */
export function messageMembers(
  port: CanPort,
  received: ReceivedFrames,
  codecOf: () => DbcCodec,
): MessageMembers {
  return {
    sendMessage: ({ message: name, signals }, { signal }) => {
      const codec = codecOf()
      const message = codec.message(name)
      return port.send(frameOf(message.id, codec.encode(message, signals), message), signal)
    },
    messages: ({ message }, { signal }) => decoded(received, codecOf(), { message, signal }),
    signal: (wanted, context) => readSignal({ ...wanted, received, codec: codecOf() }, context),
  }
}

async function* decoded(
  received: ReceivedFrames,
  codec: DbcCodec,
  { message: name, signal }: { readonly message: string | undefined; readonly signal: AbortSignal },
) {
  const wanted = name === undefined ? undefined : codec.message(name)
  for await (const frame of received.follow({ id: wanted?.id }, signal)) {
    const message = codec.messageOf(frame)
    if (message === undefined || (wanted !== undefined && message !== wanted)) continue
    const signals = [...codec.decode(message, frame.data)].map(([key, { value }]) => [key, value] as const)
    yield { time: frame.time, name: message.name, id: frame.id, signals: Object.fromEntries(signals) }
  }
}

interface WantedSignal {
  readonly signal: string
  readonly next: boolean
  readonly timeout: number
  readonly received: ReceivedFrames
  readonly codec: DbcCodec
}

async function readSignal(wanted: WantedSignal, context: CallContext) {
  const { codec, received, timeout } = wanted
  const { message, signal } = codec.signal(wanted.signal)
  const valueIn = (frame: ReceivedFrame | undefined) => {
    const value =
      frame && codec.messageOf(frame) === message && codec.decode(message, frame.data).get(signal.name)
    return value ? { ...value, time: frame.time } : undefined
  }
  const known = wanted.next ? undefined : valueIn(received.last(message))
  if (known !== undefined) return known
  return within({ timeout, context, what: nameOf(message, signal), instead: () => '' }, async (until) => {
    for await (const frame of received.follow({ id: message.id }, until)) {
      const value = valueIn(frame)
      if (value !== undefined) return value
    }
    throw until.reason
  })
}

function nameOf(message: DbcMessage, signal: DbcSignal): string {
  return `The message ${message.name} with the signal ${signal.name}`
}

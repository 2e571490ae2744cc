import type { ImplementationOf } from '../../runtime/driver.ts'
import type { can } from '../../runtime/interfaces/can.ts'
import type { DbcCodec } from '../dbc/dbc-codec.ts'
import { checked, noDbc } from './can-error.ts'
import { type CanPort, frameOf } from './can-frame.ts'
import { type MessageMembers, messageMembers } from './can-messages.ts'
import { PeriodicFrames } from './periodic-frames.ts'
import { type FrameFilter, ReceivedFrames } from './received-frames.ts'
import { within } from './within.ts'

type Can = ImplementationOf<typeof can>

/** An open bus. */
export interface OpenCan extends AsyncDisposable {
  readonly can: Can
}

/** The abilities of a bus over any port; messages and signals with a DBC file. */
export function createCan(port: CanPort, codec: DbcCodec | undefined): OpenCan {
  const closing = new AbortController()
  const received = new ReceivedFrames()
  const periodic = new PeriodicFrames(port, closing.signal)
  port.listen({ frame: (frame) => received.push(frame), failed: (error) => received.fail(error) })
  const codecOf = () => {
    if (codec === undefined) throw noDbc()
    return codec
  }
  return {
    can: { ...frameMembers(port, received, periodic), ...messageMembers(port, received, codecOf) },
    [Symbol.asyncDispose]: async () => {
      periodic.dispose()
      closing.abort(new Error('the bus was closed'))
      await port[Symbol.asyncDispose]()
    },
  }
}

function frameMembers(
  port: CanPort,
  received: ReceivedFrames,
  periodic: PeriodicFrames,
): Omit<Can, keyof MessageMembers> {
  return {
    send: ({ id, data, ...options }, { signal }) => port.send(checked(frameOf(id, data, options)), signal),
    frames: (filter, { signal }) => received.follow(filter, signal),
    receive: ({ timeout, ...filter }, context) => {
      const instead = () => otherFrames(received)
      return within({ timeout, context, what: nameOf(filter), instead }, (signal) =>
        received.receive(filter, signal),
      )
    },
    discard: () => received.discard(),
    sendPeriodically: ({ id, data, every, extended }) =>
      periodic.start(checked(frameOf(id, data, { extended })), every),
    stopPeriodic: ({ job }) => periodic.stop(job),
  }
}

function nameOf({ id }: FrameFilter): string {
  return id === undefined ? 'A frame' : `A frame with the identifier 0x${id.toString(16).toUpperCase()}`
}

function otherFrames(received: ReceivedFrames): string {
  const { count } = received
  if (count === 0) return ' Nothing else came either.'
  const ids = received.identifiers().map((id) => `0x${id.toString(16).toUpperCase()}`)
  return ` Others came: ${count} with ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? '…' : ''}.`
}

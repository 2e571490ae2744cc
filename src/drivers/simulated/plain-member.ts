import { sleep } from '../../runtime/deadline.ts'
import type { ByteChannel, ByteConnection, ByteListener, CallContext } from '../../runtime/driver.ts'
import type { Member } from '../../runtime/interface.ts'
import { sampleValue } from './sample-value.ts'

/** Time between two items of a stream that nobody wrote a simulation for. */
const ITEM_PAUSE_MS = 100

/** An implementation of any member: plain values of the right form, streams that say what they are told. */
export function plainMember(member: Member): unknown {
  if (member.kind === 'call') return () => sampleValue(member.result)
  if (member.kind === 'items') return itemsOf([sampleValue(member.item)])
  if (member.kind === 'bytes') return echo()
  return async (): Promise<ByteConnection> => ({ ...echo(), [Symbol.asyncDispose]: async () => {} })
}

/** The given items again and again, until the caller has enough. */
export function itemsOf(values: readonly unknown[]) {
  return async function* (_params: unknown, { signal }: CallContext) {
    for (;;) {
      for (const value of values) {
        yield value
        await sleep(ITEM_PAUSE_MS, { signal })
      }
      if (values.length === 0) await sleep(ITEM_PAUSE_MS, { signal })
    }
  }
}

/** A channel that sends back what it gets. */
function echo(): ByteChannel {
  let listener: ByteListener | undefined
  return {
    listen: (one) => {
      listener = one
    },
    write: async (bytes) => listener?.bytes(bytes),
  }
}

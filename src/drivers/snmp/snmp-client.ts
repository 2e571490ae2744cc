import type { Session, Varbind } from 'net-snmp'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, messageOf } from '../../runtime/errors.ts'
import type { snmp } from '../../runtime/interfaces/snmp.ts'
import { OBJECT_TYPES, type SnmpValue, valueIn, varbindOf } from './snmp-value.ts'

/** So many objects are asked for at once. */
const AT_ONCE = 20

/** No value, but the reason why there is none: no object, no instance, end of the MIB. */
const NOTHING = new Set([128, 129, 130])

/** The abilities of an agent. */
export function createSnmp(session: Session, agent: string): ImplementationOf<typeof snmp> {
  const get = (oid: string, context: CallContext) => readObject(session, { oid: plain(oid), agent }, context)
  return {
    get: async ({ oid }, context) => valueIn(await get(oid, context)),
    set: async ({ oid, value, as }, context) => {
      const type = as === undefined ? (await get(oid, context)).type : OBJECT_TYPES[as]
      const varbind = varbindOf(plain(oid), value, type)
      const question = answered(context, (done) => session.set([varbind], done))
      await question.catch((error: unknown) => fail(error, { oid, agent }))
    },
    walk: async ({ oid }, context) => {
      const found: { oid: string; value: SnmpValue }[] = []
      const walking = answered(context, (done) => {
        const feed = (varbinds: readonly Varbind[]) => {
          for (const one of varbinds) found.push({ oid: one.oid, value: valueIn(one) })
          return context.signal.aborted
        }
        session.subtree(plain(oid), AT_ONCE, feed, done)
      })
      await walking.catch((error: unknown) => fail(error, { oid, agent }))
      return found
    },
  }
}

interface Asked {
  readonly oid: string
  readonly agent: string
}

async function readObject(session: Session, asked: Asked, context: CallContext): Promise<Varbind> {
  const question = answered<readonly Varbind[]>(context, (done) => session.get([asked.oid], done))
  const [varbind] = await question.catch((error: unknown) => fail(error, asked))
  if (varbind !== undefined && !NOTHING.has(varbind.type)) return varbind
  throw new DeviceError('snmp-error', `The agent at ${asked.agent} has no object ${asked.oid}.`, {
    hint: 'Single objects end in .0. What it has: Snmp Walk    1.3.6.1.2.1',
  })
}

/** The library's answer; rejects at once when the signal aborts. */
function answered<T = unknown>(
  { signal }: CallContext,
  ask: (done: (error: Error | null, answer?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    ask((error, answer) => {
      signal.removeEventListener('abort', giveUp)
      if (error) reject(error)
      else resolve(answer as T)
    })
  })
}

function fail(error: unknown, { oid, agent }: Asked): never {
  const { name = '' } = error as { name?: string }
  if (name === 'RequestTimedOutError')
    throw new DeviceError('snmp-silent', `The agent at ${agent} did not answer.`, {
      cause: error,
      hint: 'An agent is silent too where community, user or version are wrong.',
    })
  if (!/^(Request|Response)/.test(name)) throw error
  const message = `The agent at ${agent} refuses ${oid}: ${messageOf(error)}.`
  throw new DeviceError('snmp-error', message, { cause: error })
}

/** The library takes no dot in front. */
function plain(oid: string): string {
  return oid.replace(/^\./, '')
}

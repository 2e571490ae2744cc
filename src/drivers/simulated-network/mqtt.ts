import { withDeadline } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { mqtt } from '../../runtime/interfaces/mqtt.ts'
import { defineSimulation } from '../simulated/simulation.ts'
import { Broadcast } from '../simulated-signals/broadcast.ts'

interface Message {
  readonly topic: string
  readonly payload: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly retained: boolean
  readonly time: number
}

/** A broker with one client: what is published comes back to who subscribed. */
export const simulatedMqtt = defineSimulation(mqtt, {
  overNetwork: true,
  create: () => {
    const news = new Broadcast<Message>()
    const kept: Message[] = []
    const subscribed = new Set<string>()
    const take = (topic: string, containing = '') => {
      const index = kept.findIndex((one) => matches(topic, one.topic) && one.payload.includes(containing))
      return index < 0 ? undefined : kept.splice(index, 1)[0]
    }
    return {
      publish: ({ topic, payload, retain }) => {
        const bytes = new Uint8Array(Buffer.from(payload))
        const message = {
          topic,
          payload: Buffer.from(bytes).toString(),
          bytes,
          retained: retain,
          time: Date.now(),
        }
        if ([...subscribed].some((one) => matches(one, topic))) kept.push(message)
        news.tell(message)
      },
      subscribe: ({ topic }) => void subscribed.add(topic),
      messages: async function* ({ topic }, { signal }) {
        for await (const message of news.listen(signal)) if (matches(topic, message.topic)) yield message
      },
      waitForMessage: async ({ topic, containing, timeout }, { signal }) => {
        const known = take(topic, containing)
        if (known !== undefined) return known
        subscribed.add(topic)
        using deadline = withDeadline(timeout, signal, `Waiting for ${topic}`)
        for await (const _ of news.listen(deadline.signal)) {
          const found = take(topic, containing)
          if (found !== undefined) return found
        }
        signal.throwIfAborted()
        throw new DeviceError('no-message', `No message of ${topic} came within ${timeout} ms.`)
      },
    }
  },
})

/** Whether a topic is one of a filter's: + is one level, # all that follow. */
function matches(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.split('/'), topic.split('/')]
  const rest = wanted.indexOf('#')
  const compared = rest < 0 ? wanted : wanted.slice(0, rest)
  if (rest < 0 ? levels.length !== wanted.length : levels.length < rest) return false
  return compared.every((level, index) => level === '+' || level === levels[index])
}

import { z } from 'zod'
import { call, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

const topic = param('topic', z.string().min(1), 'The topic; + stands for one level, # for all that follow.')
const message = z.object({
  topic: z.string(),
  payload: z.string().describe('As text.'),
  bytes: z.instanceof(Uint8Array).describe('As it came.'),
  retained: z.boolean().describe('True if the broker had kept it.'),
  time: z.number().meta({ unit: 'ms', description: 'Milliseconds since the Unix epoch.' }),
})

/** Messages through an MQTT broker. */
export const mqtt = defineInterface({
  name: 'mqtt',
  version: 1,
  doc: 'Publishes and receives messages through an MQTT broker.',
  members: {
    publish: call({
      doc: 'Publishes a message and waits until the broker has it.',
      params: [
        param('topic', z.string().min(1), 'The topic.'),
        param('payload', z.union([z.string(), z.instanceof(Uint8Array)]), 'Text or bytes.'),
      ],
      options: {
        qos: z.coerce.number().int().min(0).max(2).default(1).describe('Quality of service, 0 to 2.'),
        retain: z
          .stringbool()
          .or(z.boolean())
          .default(false)
          .describe('Whether the broker keeps it for those who come later.'),
      },
      result: z.void(),
    }),
    subscribe: call({
      doc: 'Keeps messages of a topic from now on, until they are waited for.',
      params: [topic],
      result: z.void(),
    }),
    messages: items({
      doc: 'Reports messages of a topic as they come.',
      readOnly: true,
      params: [topic],
      item: message,
    }),
    waitForMessage: call({
      doc: 'Waits for a message of a topic; what came since the subscription, or since the message that was waited for last, counts.',
      params: [topic],
      options: {
        containing: z.string().optional().describe('Text that its payload must contain.'),
        timeout: duration().default(5000).describe('How long to wait at most.'),
      },
      result: message,
    }),
  },
})

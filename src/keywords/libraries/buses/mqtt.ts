import { mqtt } from '../../../runtime/interfaces/mqtt.ts'
import { text, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineKeyword, defineLibrary, optional, withPhrases } from '../../catalogue/keyword.ts'
import { argOf } from '../../catalogue/parameter-type.ts'

const wait = defineKeyword({
  name: 'Wait For Mqtt Message',
  phrases: ['Wait for MQTT message of {topic} [containing {containing}] [within {timeout}]'],
  doc: 'Waits for a message of a topic and returns its payload as text. What came since the subscription, or since the message that was waited for last, counts.',
  interface: 'mqtt',
  arguments: [
    argOf(mqtt.members.waitForMessage, 'topic'),
    optional('containing', text, '', 'Text that its payload must contain.'),
    optional('timeout', time, 5000, 'How long to wait at most.'),
  ],
  run: async ({ topic, ...options }, context) => {
    const { payload } = await context
      .device()
      .mqtt.waitForMessage(topic, { ...options, signal: context.signal })
    return payload
  },
})

/** Keywords for MQTT. */
export const mqttLibrary = defineLibrary('Mqtt', mqtt.doc, [
  wait,
  ...withPhrases(generateKeywords(mqtt), {
    'Mqtt Publish': ['Publish {payload} to MQTT topic {topic}'],
    'Mqtt Subscribe': ['Subscribe to MQTT topic {topic}'],
    'Mqtt Messages': ['Watch {count} MQTT messages of {topic}'],
  }),
])

import { DeviceError } from '../../../runtime/errors.ts'
import { leds } from '../../../runtime/interfaces/leds.ts'
import { oneOf, text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

const ledShouldBe = defineKeyword({
  name: 'Led Should Be',
  phrases: ['Light {led} should be {state}'],
  doc: 'Fails unless a light is on or off.',
  interface: 'leds',
  arguments: [arg('led', text, 'Name of the light.'), arg('state', oneOf('on', 'off'), 'on or off.')],
  run: async ({ led, state }, context) => {
    const got = await context.device().leds.state(led, { signal: context.signal })
    if (got !== state) throw new DeviceError('led-state', `${led} should be ${state}, but it is ${got}.`)
  },
})

/** Keywords that look at lights. */
export const ledsLibrary = defineLibrary('Leds', leds.doc, [
  ...withPhrases(generateKeywords(leds), { 'Leds State': ['Look at light {led}'] }),
  ledShouldBe,
])

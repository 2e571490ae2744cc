import { DeviceError } from '../../../runtime/errors.ts'
import { mux } from '../../../runtime/interfaces/mux.ts'
import { oneOf } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary } from '../../catalogue/keyword.ts'

const position = arg('position', oneOf('host', 'dut', 'board', 'off'), 'host, dut (or board), or off.')
const meant = (word: 'host' | 'dut' | 'board' | 'off') => (word === 'board' ? 'dut' : word)

const switchCard = defineKeyword({
  name: 'Switch Card To',
  phrases: ['Switch card to {position}'],
  doc: mux.members.connect.doc,
  interface: 'mux',
  arguments: [position],
  run: (values, context) => context.device().mux.connect(meant(values.position), { signal: context.signal }),
})

const cardShouldBeAt = defineKeyword({
  name: 'Card Should Be At',
  phrases: ['Card should be at {position}'],
  doc: 'Fails unless the memory card is connected to the bench (host), the device (dut or board), or nobody (off).',
  interface: 'mux',
  arguments: [position],
  run: async (values, context) => {
    const wanted = meant(values.position)
    const got = await context.device().mux.position({ signal: context.signal })
    if (got !== wanted)
      throw new DeviceError('card-position', `The card should be at ${wanted}, but it is at ${got}.`)
  },
})

/** Keywords that switch a memory card between bench and device. */
export const muxLibrary = defineLibrary('Mux', mux.doc, [
  ...generateKeywords(mux),
  switchCard,
  cardShouldBeAt,
])

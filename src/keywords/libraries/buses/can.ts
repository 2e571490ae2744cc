import { can } from '../../../runtime/interfaces/can.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { signalKeywords } from './can-signals.ts'

/** A message has a keyword that takes its signals by name. */
const generated = generateKeywords(can).filter(({ name }) => name !== 'Can Send Message')

/** Keywords for CAN buses. */
export const canLibrary = defineLibrary('Can', can.doc, [
  ...withPhrases(generated, {
    'Can Send': ['Send CAN frame {id} with {data}'],
    'Can Receive': ['Receive CAN frame [{id}] [within {timeout}]'],
    'Can Frames': ['Watch {count} CAN frames'],
    'Can Send Periodically': ['Send CAN frame {id} with {data} every {every}'],
    'Can Stop Periodic': ['Stop periodic CAN frames'],
    'Can Discard': ['Forget CAN frames'],
    'Can Signal': ['Read CAN signal {signal} [within {timeout}]'],
    'Can Messages': ['Watch {count} CAN messages'],
  }),
  ...signalKeywords,
])

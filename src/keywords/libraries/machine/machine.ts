import { machine } from '../../../runtime/interfaces/machine.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

/** Keywords that control virtual machines. */
export const machineLibrary = defineLibrary(
  'Machine',
  machine.doc,
  withPhrases(generateKeywords(machine), {
    'Machine Reset': ['Press the reset button'],
    'Machine Shut Down': ['Press the power button'],
    'Machine Monitor': ['Ask the monitor {command}'],
  }),
)

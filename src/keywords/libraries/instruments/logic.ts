import { logic } from '../../../runtime/interfaces/logic.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

/** Keywords for logic analysers. */
export const logicLibrary = defineLibrary(
  'Logic',
  logic.doc,
  withPhrases(generateKeywords(logic), {
    'Logic Capture': ['Capture logic [of {channels}] for {time} [at {sample_rate}]'],
    'Logic Decode': ['Decode logic by {decoder} for {time} [at {sample_rate}]'],
  }),
)

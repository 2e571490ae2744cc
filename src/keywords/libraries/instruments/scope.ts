import { scope } from '../../../runtime/interfaces/scope.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

/** Keywords for oscilloscopes. */
export const scopeLibrary = defineLibrary(
  'Scope',
  scope.doc,
  withPhrases(generateKeywords(scope), {
    'Scope Set Channel': ['Show channel {channel} on scope [with {scale} a division]'],
    'Scope Set Timebase': ['Show {scale} a division on scope'],
    'Scope Set Trigger': ['Trigger scope at {level} of channel {channel}'],
    'Scope Run': ['Run scope'],
    'Scope Stop': ['Stop scope'],
    'Scope Single': ['Wait for trigger of scope [within {timeout}]'],
    'Scope Measure': ['Measure {property} of channel {channel} with scope'],
    'Scope Waveform': ['Fetch waveform of channel {channel}'],
  }),
)

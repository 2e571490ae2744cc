import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { tellingSystemErrors } from '../../files/system-error.ts'
import { askingKeywords } from './asking.ts'
import { PROCESS_PHRASES } from './phrases.ts'
import { startingKeywords } from './starting.ts'
import { waitingKeywords } from './waiting.ts'

/** Robot Framework's Process library: programs that run beside the test, and how they ended. */
export const processLibrary = defineLibrary(
  'Process',
  'Programs that run beside the test: started, waited for, and ended with the suite.',
  withPhrases(
    tellingSystemErrors([...startingKeywords, ...waitingKeywords, ...askingKeywords]),
    PROCESS_PHRASES,
  ),
)

import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { containerKeywords } from './containers.ts'
import { conversionKeywords } from './conversion.ts'
import { endingKeywords } from './ending.ts'
import { importingKeywords } from './importing.ts'
import { lengthKeywords } from './length.ts'
import { loggingKeywords } from './logging.ts'
import { outcomeKeywords } from './outcome.ts'
import { BUILT_IN_PHRASES } from './phrases.ts'
import { repeatingKeywords } from './repeating.ts'
import { runDataKeywords } from './run-data.ts'
import { runningKeywords } from './run-keyword.ts'
import { searchOrderKeywords } from './search-order.ts'
import { equalityKeywords } from './should-be-equal.ts'
import { containmentKeywords } from './should-contain.ts'
import { matchingKeywords } from './should-match.ts'
import { tagKeywords } from './tags.ts'
import { timeKeywords } from './time.ts'
import { variableKeywords } from './variables.ts'

/** Robot Framework's BuiltIn library: its names, arguments and messages, but for what is bound to Python. */
export const builtIn = defineLibrary(
  'BuiltIn',
  'Checks, variables, logging and the keywords that run others.',
  withPhrases(
    [
      ...loggingKeywords,
      ...variableKeywords,
      ...equalityKeywords,
      ...containmentKeywords,
      ...matchingKeywords,
      ...lengthKeywords,
      ...conversionKeywords,
      ...containerKeywords,
      ...runningKeywords,
      ...outcomeKeywords,
      ...repeatingKeywords,
      ...endingKeywords,
      ...timeKeywords,
      ...tagKeywords,
      ...runDataKeywords,
      ...searchOrderKeywords,
      ...importingKeywords,
    ],
    BUILT_IN_PHRASES,
  ),
)

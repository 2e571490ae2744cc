import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { caseKeywords } from './case-keywords.ts'
import { encodingKeywords } from './encoding-keywords.ts'
import { formatKeyword } from './format-keyword.ts'
import { kindKeywords } from './kind-keywords.ts'
import { lineKeywords } from './line-keywords.ts'
import { partKeywords } from './part-keywords.ts'
import { patternKeywords } from './pattern-keywords.ts'
import { STRING_PHRASES } from './phrases.ts'
import { randomKeyword } from './random-keyword.ts'

/** Robot Framework's String library: its names, arguments and messages. */
export const stringLibrary = defineLibrary(
  'String',
  'Changes, searches and checks texts, and bytes in their place.',
  withPhrases(
    [
      ...caseKeywords,
      ...encodingKeywords,
      formatKeyword,
      ...lineKeywords,
      ...patternKeywords,
      ...partKeywords,
      randomKeyword,
      ...kindKeywords,
    ],
    STRING_PHRASES,
  ),
)

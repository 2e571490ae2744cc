import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { tellingSystemErrors } from '../../files/system-error.ts'
import { attributeKeywords } from './attributes.ts'
import { changingKeywords } from './changing.ts'
import { comparingKeywords } from './comparing.ts'
import { findingKeywords } from './finding.ts'
import { outputKeywords } from './output.ts'
import { XML_PHRASES } from './phrases.ts'
import { structureKeywords } from './structure.ts'
import { textKeywords } from './texts.ts'

/** Robot Framework's XML library: reads, checks, changes and writes XML. */
export const xmlLibrary = defineLibrary(
  'XML',
  'Reads, checks, changes and writes XML.',
  withPhrases(
    tellingSystemErrors([
      ...findingKeywords,
      ...textKeywords,
      ...attributeKeywords,
      ...comparingKeywords,
      ...changingKeywords,
      ...structureKeywords,
      ...outputKeywords,
    ]),
    XML_PHRASES,
  ),
)

import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { dictionaryChanges } from './change-dictionary.ts'
import { listChanges } from './change-list.ts'
import { dictionaryChecks } from './check-dictionary.ts'
import { listChecks } from './check-list.ts'
import { listMatching } from './match-list.ts'
import { COLLECTIONS_PHRASES } from './phrases.ts'
import { dictionaryReading } from './read-dictionary.ts'
import { listReading } from './read-list.ts'

/** Robot Framework's Collections library: its names, arguments and messages. */
export const collectionsLibrary = defineLibrary(
  'Collections',
  'Reads, changes and checks lists and dicts.',
  withPhrases(
    [
      ...listReading,
      ...listChanges,
      ...listChecks,
      ...listMatching,
      ...dictionaryReading,
      ...dictionaryChanges,
      ...dictionaryChecks,
    ],
    COLLECTIONS_PHRASES,
  ),
)

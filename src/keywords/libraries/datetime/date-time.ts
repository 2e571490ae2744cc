import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { dateKeywords } from './date-keywords.ts'
import { DATE_TIME_PHRASES } from './phrases.ts'
import { timeKeywords } from './time-keywords.ts'

/** Robot Framework's DateTime library: its names, arguments and messages. */
export const dateTimeLibrary = defineLibrary(
  'DateTime',
  'Dates, times between them, and how they are written.',
  withPhrases([...dateKeywords, ...timeKeywords], DATE_TIME_PHRASES),
)

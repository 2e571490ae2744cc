import type { ByteLog } from '../console/byte-log.ts'
import { SuiteError } from '../errors.ts'
import { LiteralSearch } from './literal-search.ts'
import { RegExpSearch } from './regexp-search.ts'
import type { Pattern, Search } from './search.ts'

/** Starts looking for a pattern; throws a SuiteError when it is empty. */
export function createSearch(log: ByteLog, from: number, pattern: Pattern): Search {
  if (typeof pattern !== 'string') return new RegExpSearch(log, from, pattern)
  if (pattern !== '') return new LiteralSearch(log, from, pattern)
  throw new SuiteError('console-empty-pattern', 'The text to wait for is empty.', {
    hint: 'Name a text that the console will show, such as "login:".',
  })
}

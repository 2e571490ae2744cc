import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'
import { tellingSystemErrors } from '../../files/system-error.ts'
import { copyingKeywords } from './copying.ts'
import { emptinessKeywords } from './emptiness.ts'
import { environmentKeywords } from './environment.ts'
import { existenceKeywords } from './existence.ts'
import { folderKeywords } from './folders.ts'
import { listingKeywords } from './listing.ts'
import { modifiedTimeKeywords } from './modified-time.ts'
import { pathKeywords } from './paths.ts'
import { OPERATING_SYSTEM_PHRASES } from './phrases.ts'
import { readingKeywords } from './reading.ts'
import { runningKeywords } from './running.ts'
import { writingKeywords } from './writing.ts'

/** Robot Framework's OperatingSystem library: files, folders, environment variables and commands. */
export const operatingSystemLibrary = defineLibrary(
  'OperatingSystem',
  'Files, folders, environment variables and commands of the machine that runs the tests.',
  withPhrases(
    tellingSystemErrors([
      ...runningKeywords,
      ...readingKeywords,
      ...existenceKeywords,
      ...emptinessKeywords,
      ...writingKeywords,
      ...folderKeywords,
      ...copyingKeywords,
      ...environmentKeywords,
      ...pathKeywords,
      ...modifiedTimeKeywords,
      ...listingKeywords,
    ]),
    OPERATING_SYSTEM_PHRASES,
  ),
)

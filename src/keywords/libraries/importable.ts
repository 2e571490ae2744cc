import type { Library } from '../catalogue/keyword.ts'
import { collectionsLibrary } from './collections/collections.ts'
import { dateTimeLibrary } from './datetime/date-time.ts'
import { dialogsLibrary } from './dialogs/dialogs.ts'
import { jsonLibrary } from './json/json.ts'
import { operatingSystemLibrary } from './operating-system/operating-system.ts'
import { processLibrary } from './process/process.ts'
import { screenshotLibrary } from './screenshot/screenshot.ts'
import { stringLibrary } from './string/string.ts'
import { xmlLibrary } from './xml/xml.ts'

/** Libraries that a suite can call after it has imported them by name. */
export function importableLibraries(): readonly Library[] {
  return [
    collectionsLibrary,
    dateTimeLibrary,
    dialogsLibrary,
    jsonLibrary,
    operatingSystemLibrary,
    processLibrary,
    screenshotLibrary,
    stringLibrary,
    xmlLibrary,
  ]
}

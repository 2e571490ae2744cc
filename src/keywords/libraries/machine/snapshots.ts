import { snapshots } from '../../../runtime/interfaces/snapshots.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineLibrary, withPhrases } from '../../catalogue/keyword.ts'

/** Names that read better than the generated ones. */
const NAMES: Readonly<Record<string, string>> = {
  'Snapshots Save': 'Save Snapshot',
  'Snapshots Restore': 'Restore Snapshot',
  'Snapshots Remove': 'Remove Snapshot',
}

const generated = generateKeywords(snapshots)
const renamed = generated.map((keyword) => ({ ...keyword, name: NAMES[keyword.name] ?? keyword.name }))

/** Keywords that keep the state of a device and go back to it. */
export const snapshotsLibrary = defineLibrary('Snapshots', snapshots.doc, [
  ...withPhrases(renamed, {
    'Save Snapshot': ['Save snapshot {name}'],
    'Restore Snapshot': ['Restore snapshot {name}', 'Go back to snapshot {name}'],
  }),
  ...generated.filter(({ name }) => name in NAMES),
])

import type { Setting, Test } from '../../grammar/tree.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { settingNamed } from './bind-settings.ts'

/** A setting and the file it stands in. */
export interface PlacedSetting {
  readonly setting: Setting | undefined
  readonly file: ReadFile
}

/** A setting of a test: its own, or the first that one of its files gives to all tests; the suite comes first. */
export function testSetting(
  test: Test,
  name: string,
  [suite, ...directories]: readonly [ReadFile, ...ReadFile[]],
): PlacedSetting {
  const own = settingNamed(test.settings, name)
  if (own !== undefined) return { setting: own, file: suite }
  for (const file of [suite, ...directories]) {
    const { settings } = file.tree
    const setting = settingNamed(settings, `Test ${name}`) ?? settingNamed(settings, `Task ${name}`)
    if (setting !== undefined) return { setting, file }
  }
  return { setting: undefined, file: suite }
}

import type { Setting } from '../../grammar/tree.ts'
import { settingNamed, valuesOf } from './bind-settings.ts'

/** The tags of a test: those of the suite, then its own (or the default ones); `-tag` takes one away. */
export function effectiveTags(test: readonly Setting[], suite: readonly Setting[]): string[] {
  const common = ['Test Tags', 'Task Tags', 'Force Tags'].flatMap((name) => texts(settingNamed(suite, name)))
  const ownSetting = settingNamed(test, 'Tags')
  const own = ownSetting === undefined ? texts(settingNamed(suite, 'Default Tags')) : texts(ownSetting)
  const removed = new Set(own.filter((tag) => tag.startsWith('-')).map((tag) => fold(tag.slice(1))))
  const seen = new Set<string>()
  return [...common, ...own].filter((tag) => {
    if (tag.startsWith('-') || removed.has(fold(tag)) || seen.has(fold(tag))) return false
    return seen.add(fold(tag))
  })
}

function texts(setting: Setting | undefined): string[] {
  return (valuesOf(setting) ?? []).map((cell) => cell.text)
}

function fold(tag: string): string {
  return tag.toLowerCase().replace(/[ _]/g, '')
}

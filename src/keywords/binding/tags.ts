import type { Setting } from '../../grammar/tree.ts'
import { settingNamed, valuesOf } from './bind-settings.ts'

/**
 * The tags of a test: those of its directories, the outermost first, and of the suite, then its own (or the default
 * ones); `-tag` takes one away.
 */
export function effectiveTags(
  test: readonly Setting[],
  suite: readonly Setting[],
  directories: readonly (readonly Setting[])[] = [],
): string[] {
  const common = [...directories, suite].flatMap((settings) =>
    ['Test Tags', 'Task Tags', 'Force Tags'].flatMap((name) => texts(settingNamed(settings, name))),
  )
  const ownSetting = settingNamed(test, 'Tags')
  const own = ownSetting === undefined ? texts(settingNamed(suite, 'Default Tags')) : texts(ownSetting)
  return combined(common, own)
}

/** The tags of a keyword: those of its file, its own, and those at the end of its documentation. */
export function keywordTags(keyword: readonly Setting[], file: readonly Setting[], doc: string): string[] {
  const [, written = ''] = /(?:^|\n)\s*Tags:([^\n]*)$/i.exec(doc) ?? []
  const inDoc = written.split(',').map((tag) => tag.trim())
  const own = [...inDoc.filter((tag) => tag !== ''), ...texts(settingNamed(keyword, 'Tags'))]
  return combined(texts(settingNamed(file, 'Keyword Tags')), own)
}

function combined(common: readonly string[], own: readonly string[]): string[] {
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

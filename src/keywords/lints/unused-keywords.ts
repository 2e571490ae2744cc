import type { UserKeyword } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'

/** Keywords of a suite's own file that nothing calls. */
export function unusedKeywords({ file, sources }: LintedFile, add: AddRemark): void {
  if (file.tree.keywords.length === 0 || file.tree.kind !== 'suite') return
  if (sources.calls.some(({ found }) => found === undefined)) return
  reportUnused(file, new Set(usedKeywords(sources.calls)), add)
}

/** Reports the keywords of a file that are not among the used ones. */
export function reportUnused({ tree, path }: ReadFile, used: ReadonlySet<string>, add: AddRemark): void {
  for (const keyword of tree.keywords)
    if (!used.has(keywordKey(path, keyword.name.text)) && isMeantToBeUsed(keyword))
      add(
        keyword.name,
        warning(
          'unused-keyword',
          `Nothing calls the keyword "${keyword.name.text}".`,
          'Remove it; or keep it and say why: # hil: allow unused-keyword — the reason',
        ),
      )
}

/** The user keywords that are called, each by its file and name. */
export function* usedKeywords(calls: readonly BoundCall[]): Iterable<string> {
  for (const { found } of calls)
    if (found?.kind === 'user') yield keywordKey(found.program.file, found.program.name)
}

function keywordKey(file: string, name: string): string {
  return `${file}\0${normalizeName(name)}`
}

function isMeantToBeUsed({ name, settings }: UserKeyword): boolean {
  return name.text !== '' && !settings.some((setting) => setting.name === 'error')
}

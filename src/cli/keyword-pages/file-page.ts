import { basename, extname } from 'node:path'
import { unescapeText } from '../../grammar/cells/unescape.ts'
import { parseAssignTarget, splitNamed } from '../../grammar/parse-cell.ts'
import { joinDocumentation } from '../../grammar/settings/documentation.ts'
import type { Cell, FileTree, Setting, UserKeyword } from '../../grammar/tree.ts'
import { readArgumentSpec } from '../../keywords/arguments/argument-spec.ts'
import { declareKeyword } from '../../keywords/binding/bind-keyword.ts'
import { settingNamed } from '../../keywords/binding/bind-settings.ts'
import { keywordTags } from '../../keywords/binding/tags.ts'
import { diagnosticsOf, type ReadFile } from '../../keywords/imports/read-file.ts'
import { suiteNameOf } from '../../keywords/imports/suite-name.ts'
import type { Problem } from '../../runtime/problem.ts'
import { relativePath } from '../check/relative-path.ts'
import {
  isDeprecated,
  type KeywordPage,
  type PageArgument,
  type PageKeyword,
  splitTags,
} from './keyword-page.ts'
import { pageArgument } from './library-page.ts'

/** The documentation of a resource file or of a suite's own keywords, and what is wrong with the file. */
export function filePage(file: ReadFile): {
  readonly page: KeywordPage
  readonly problems: readonly Problem[]
} {
  const { tree, path } = file
  const type = isResource(tree) ? 'RESOURCE' : 'SUITE'
  const page: KeywordPage = {
    name: type === 'RESOURCE' ? basename(path, extname(path)) : nameOf(file),
    type,
    doc: docOf(tree.settings),
    scope: 'GLOBAL',
    source: relativePath(path),
    inits: [],
    keywords: tree.keywords.map((keyword) => userKeyword(keyword, file)),
  }
  return { page, problems: diagnosticsOf([file]).filter(({ severity }) => severity === 'error') }
}

/** Files that hold keywords and no tests are resources, whatever their names end in. */
function isResource({ kind, tests }: FileTree): boolean {
  return kind === 'resource' || (kind === 'suite' && tests.length === 0)
}

function nameOf({ tree, path }: ReadFile): string {
  return settingNamed(tree.settings, 'Name')?.values[0]?.text ?? suiteNameOf(path)
}

function userKeyword(keyword: UserKeyword, { path, tree, report }: ReadFile): PageKeyword {
  // Declaring it reports what is wrong with its name and arguments.
  declareKeyword(keyword, { file: path, owner: '', settings: tree.settings, report })
  const written = docOf(keyword.settings)
  const tags = keywordTags(keyword.settings, tree.settings, written)
  const { doc } = splitTags(written)
  return {
    name: keyword.name.text,
    arguments: argumentsOf(settingNamed(keyword.settings, 'Arguments')?.values ?? []),
    doc,
    tags,
    phrases: [],
    lineno: keyword.name.line,
    private: tags.some((tag) => tag.toLowerCase() === 'robot:private'),
    deprecated: isDeprecated(doc),
  }
}

function docOf(settings: readonly Setting[]): string {
  return unescapeText(joinDocumentation(settingNamed(settings, 'Documentation')?.values ?? []))
}

/** The arguments of `[Arguments]` with their defaults as they are written. */
function argumentsOf(cells: readonly Cell[]): PageArgument[] {
  const defaults = new Map(cells.flatMap(({ text }) => writtenDefault(text)))
  return readArgumentSpec(cells).arguments.map(({ argument }) => ({
    ...pageArgument(argument),
    defaultValue: defaults.get(argument.name),
  }))
}

function writtenDefault(text: string): [name: string, value: string][] {
  const split = splitNamed(text)
  const target = split === undefined ? undefined : parseAssignTarget(split.name)
  return split === undefined || target === undefined ? [] : [[target.name, split.value]]
}

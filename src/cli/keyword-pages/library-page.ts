import { argumentName } from '../../keywords/arguments/signature-text.ts'
import { anything } from '../../keywords/catalogue/argument-type.ts'
import type { Argument, Keyword, Library } from '../../keywords/catalogue/keyword.ts'
import { sentenceForms } from '../../keywords/sentences/spoken-phrase.ts'
import { fallbackText } from '../commands/argument-form.ts'
import {
  type ArgumentKind,
  isDeprecated,
  type KeywordPage,
  type PageArgument,
  type PageKeyword,
  splitTags,
} from './keyword-page.ts'

/** What is known of a library besides its keywords. */
export type LibraryOrigin = Pick<KeywordPage, 'version' | 'scope' | 'source'> & {
  /** What its import takes. */
  readonly inits?: readonly Argument[]
}

/** The documentation of a library. */
export function libraryPage(library: Library, { inits = [], ...origin }: LibraryOrigin): KeywordPage {
  return {
    name: library.name,
    type: 'LIBRARY',
    doc: library.doc,
    ...origin,
    inits: inits.map(pageArgument),
    keywords: library.keywords.map(pageKeyword),
  }
}

/** An argument; its default is shown as one would write it. */
export function pageArgument(argument: Argument): PageArgument {
  return {
    name: argumentName(argument),
    type: argument.type === anything ? undefined : argument.type.name,
    defaultValue: argument.optional && argument.kind === 'one' ? fallbackText(argument) : undefined,
    kind: kindOf(argument),
    required: !argument.optional,
    doc: argument.doc,
  }
}

function kindOf({ kind, namedOnly, positionalOnly }: Argument): ArgumentKind {
  if (kind === 'rest') return 'VAR_POSITIONAL'
  if (kind === 'named') return 'VAR_NAMED'
  if (namedOnly === true) return 'NAMED_ONLY'
  return positionalOnly === true ? 'POSITIONAL_ONLY' : 'POSITIONAL_OR_NAMED'
}

function pageKeyword(keyword: Keyword): PageKeyword {
  const { doc, tags } = splitTags(keyword.doc)
  return {
    name: keyword.name,
    arguments: [...keyword.arguments.map(pageArgument), ...nestedArguments(keyword)],
    doc,
    tags,
    phrases: sentenceForms(keyword),
    private: tags.some((tag) => tag.toLowerCase() === 'robot:private'),
    deprecated: isDeprecated(doc),
  }
}

/** The keyword that another one runs, and what that takes. */
function nestedArguments({ nested }: Keyword): PageArgument[] {
  if (nested === undefined) return []
  const required = nested.optional !== true
  return [
    { name: 'keyword', kind: 'POSITIONAL_ONLY', required, doc: 'The keyword to run.' },
    { name: 'its_arguments', kind: 'VAR_POSITIONAL', required: false, doc: 'What it takes.' },
  ]
}

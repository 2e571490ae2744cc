import type { KeywordPage, PageArgument, PageKeyword } from './keyword-page.ts'
import { shortDoc } from './keyword-page.ts'

/** Documentation as JSON: of one library or file as libdoc writes it, of several as a list of such. */
export function jsonForm(pages: readonly KeywordPage[], single: boolean): string {
  const generated = new Date().toISOString()
  const all = pages.map((page) => pageJson(page, generated))
  return `${JSON.stringify(single && all.length === 1 ? all[0] : { generated, libraries: all }, null, 2)}\n`
}

function pageJson(page: KeywordPage, generated: string): object {
  const { name, type, doc, version = '', scope = '', source = null, inits, keywords } = page
  const tags = [...new Set(keywords.flatMap((keyword) => keyword.tags))].sort()
  return {
    specversion: 4,
    ...{ name, doc, version, generated, type, scope },
    docFormat: 'ROBOT',
    ...{ source, lineno: 1, tags },
    inits: inits.length === 0 ? [] : [initJson(inits, source)],
    keywords: keywords.map((keyword) => keywordJson(keyword, source)),
    typedocs: [],
  }
}

/** What the import takes, in the shape of a keyword. */
function initJson(list: readonly PageArgument[], source: string | null): object {
  const init = {
    name: 'Init',
    arguments: list,
    doc: '',
    tags: [],
    phrases: [],
    private: false,
    deprecated: false,
  }
  return keywordJson(init, source)
}

function keywordJson(keyword: PageKeyword, source: string | null): object {
  const { name, doc, tags, phrases, lineno = -1 } = keyword
  return {
    ...{ name, doc, shortdoc: shortDoc(doc) },
    args: keyword.arguments.map(argumentJson),
    returnType: null,
    ...{ tags, phrases, source, lineno },
    ...(keyword.private ? { private: true } : {}),
    ...(keyword.deprecated ? { deprecated: true } : {}),
  }
}

function argumentJson(argument: PageArgument): object {
  const { name, doc, type, defaultValue = null, kind, required } = argument
  return {
    ...{ name, doc },
    type: type === undefined ? null : { name: type, typedoc: null, nested: [], union: false },
    ...{ defaultValue, kind, required, repr: argumentRepr(argument) },
  }
}

/** An argument as libdoc shows it: `count: int = 1`, `text=abc`, `*items`. */
function argumentRepr({ name, type, defaultValue, kind, required }: PageArgument): string {
  const stars = kind === 'VAR_POSITIONAL' ? '*' : kind === 'VAR_NAMED' ? '**' : ''
  const typed = `${stars}${name}${type === undefined ? '' : `: ${type}`}`
  if (required || stars !== '') return typed
  return `${typed}${type === undefined ? '=' : ' = '}${defaultValue ?? '…'}`
}

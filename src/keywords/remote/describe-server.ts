import { asDict, asList } from '../value/containers.ts'
import { toText } from '../value/text.ts'
import { askServer, type Question } from './ask-server.ts'
import type { Response } from './read-response.ts'

/** What a server says of a keyword. */
export interface RemoteDescription {
  readonly name: string
  readonly args: readonly string[]
  readonly types: unknown
  readonly doc: string
}

/** What a server says of itself and its keywords. Throws a SuiteError if it cannot be reached. */
export function describeServer(url: string): { doc: string; keywords: RemoteDescription[] } {
  const [all] = askServer(url, [['get_library_information']])
  const info = all !== undefined && 'value' in all ? asDict(all.value) : undefined
  if (info === undefined) return { doc: '', keywords: describeEach(url) }
  const intro = asDict(info.get('__intro__'))
  const names = [...info.keys()].map(String).filter((name) => !/^__(?:intro|init)__$/.test(name))
  const keywords = names.map((name) => {
    const one = asDict(info.get(name))
    return { name, args: argsOf(one?.get('args')), types: one?.get('types'), doc: textOf(one?.get('doc')) }
  })
  return { doc: textOf(intro?.get('doc')), keywords }
}

/** Servers of before 2017 tell one thing at a time. */
function describeEach(url: string): RemoteDescription[] {
  const [answer] = askServer(url, [['get_keyword_names']])
  const names = (asList(answerOf(answer)) ?? []).map(toText)
  const asked = names.flatMap((name): Question[] => [
    ['get_keyword_arguments', name],
    ['get_keyword_types', name],
    ['get_keyword_documentation', name],
  ])
  const answers = askServer(url, asked)
  return names.map((name, index) => {
    const [args, types, doc] = answers.slice(index * 3, index * 3 + 3).map(answerOf)
    return { name, args: argsOf(args), types, doc: textOf(doc) }
  })
}

/** A method that the server has not answers with a fault. */
function answerOf(response: Response | undefined): unknown {
  return response !== undefined && 'value' in response ? response.value : undefined
}

function argsOf(value: unknown): string[] {
  return value === undefined ? ['*args'] : (asList(value) ?? []).map(toText)
}

function textOf(value: unknown): string {
  return value === undefined ? '' : toText(value)
}

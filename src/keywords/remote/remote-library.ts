import { type ArgumentType, anything } from '../catalogue/argument-type.ts'
import type { Argument, Keyword, Library } from '../catalogue/keyword.ts'
import type { KeywordContext, LogLevel } from '../catalogue/keyword-context.ts'
import { typeOf } from '../conversion/named-type.ts'
import { StepFailure } from '../interpreter/failure.ts'
import { asDict, asList } from '../value/containers.ts'
import { repr, toText } from '../value/text.ts'
import { isTruthy } from '../value/value.ts'
import { callServer } from './call-server.ts'
import { describeServer, type RemoteDescription } from './describe-server.ts'

/** A server of Robot's remote protocol. */
export interface RemoteServer {
  readonly url: string
  /** Milliseconds without a byte from the server after which a call is given up. */
  readonly timeout: number | undefined
}

/** Reads the keywords of a server. Throws a SuiteError if it cannot be reached. */
export function readRemoteLibrary(name: string, server: RemoteServer): Library {
  const { doc, keywords } = describeServer(server.url)
  return { name, doc, keywords: keywords.map((description) => keywordOf(name, description, server)) }
}

function keywordOf(library: string, description: RemoteDescription, server: RemoteServer): Keyword {
  const list = readArguments(description)
  return {
    name: keywordTitle(description.name),
    library,
    doc: description.doc,
    arguments: list,
    run: (values, context) => run({ server, description, list }, values, context),
  }
}

/** `power_on` and `powerOn` → `Power On`; names with spaces stay. */
function keywordTitle(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/_+/g, ' ')
    .trim()
  return words.replace(/(?<=^|\s)\S/g, (letter) => letter.toUpperCase())
}

/** `name`, `name=default`, `*rest`, `**named`; what stands behind `*` is given by name. */
function readArguments({ args, types }: RemoteDescription): Argument[] {
  let namedOnly = false
  return args.flatMap((text, index): Argument[] => {
    const [, stars = '', name = '', fallback] = /^(\*{0,2})([^=]*)(?:=(.*))?$/s.exec(text) ?? []
    if (stars === '*') namedOnly = true
    if (stars === '*' && name === '') return []
    const kind = stars === '**' ? 'named' : stars === '*' ? 'rest' : 'one'
    const optional = kind !== 'one' || fallback !== undefined
    const given =
      asDict(types)?.get(name) ?? (asDict(types) === undefined ? asList(types)?.[index] : undefined)
    const base = { name, type: remoteType(given), kind, optional } as const
    const doc = fallback === undefined ? '' : `${fallback === '' ? 'Empty' : fallback} if left out.`
    return [{ ...base, doc, ...(namedOnly && kind === 'one' ? { namedOnly } : {}) }]
  })
}

/** The type that a server names in Robot's words; anything for one that is not known here. */
function remoteType(name: unknown): ArgumentType {
  try {
    return typeof name === 'string' && name !== '' ? typeOf(name) : anything
  } catch {
    return anything
  }
}

interface RemoteCall {
  readonly server: RemoteServer
  readonly description: RemoteDescription
  readonly list: readonly Argument[]
}

async function run(
  { server, description, list }: RemoteCall,
  values: Readonly<Record<string, unknown>>,
  context: KeywordContext,
): Promise<unknown> {
  const { name } = description
  const { positional, named } = sent(list, values, defaultsOf(description))
  const params = named.size === 0 ? [name, positional] : [name, positional, named]
  const { signal } = context
  const response = await callServer('run_keyword', params, { ...server, signal })
  if ('fault' in response) throw new Error(response.fault)
  const result = asDict(response.value)
  if (result?.has('status') !== true)
    throw new Error(`Invalid remote result dictionary: ${repr(response.value)}`)
  logOutput(toText(result.get('output') ?? ''), context)
  if (result.get('status') === 'PASS') return result.has('return') ? result.get('return') : ''
  throw failure(result, context)
}

/** The defaults of arguments, as the server writes them, by name. */
function defaultsOf({ args }: RemoteDescription): ReadonlyMap<string, string> {
  return new Map(
    args.flatMap((text): [string, string][] => {
      const equals = text.indexOf('=')
      return equals === -1 ? [] : [[text.slice(0, equals), text.slice(equals + 1)]]
    }),
  )
}

/** Arguments by their places, those that can only be named by their names; what was left out at the end is not sent. */
function sent(
  list: readonly Argument[],
  values: Readonly<Record<string, unknown>>,
  defaults: ReadonlyMap<string, string>,
) {
  const places = list.filter(({ kind, namedOnly }) => kind === 'one' && namedOnly !== true)
  const rest = list.flatMap(({ name, kind }) => (kind === 'rest' ? (values[name] as unknown[]) : []))
  const last =
    rest.length > 0 ? places.length : places.findLastIndex(({ name }) => values[name] !== undefined) + 1
  const given = places.slice(0, last).map(({ name }) => values[name] ?? defaults.get(name) ?? null)
  const named = new Map<string, unknown>()
  for (const { name, kind, namedOnly } of list)
    if (kind === 'named')
      for (const [key, item] of Object.entries(values[name] as object)) named.set(key, item)
    else if (namedOnly === true && values[name] !== undefined) named.set(name, values[name])
  return { positional: [...given, ...rest], named }
}

const LEVELS = /^\*(TRACE|DEBUG|INFO|HTML|WARN|ERROR)(?::\d+(?:\.\d+)?)?\* ?/

/** Lines such as `*WARN* text` begin a message of that level. */
function logOutput(output: string, context: KeywordContext): void {
  if (output === '') return
  const messages: { level: LogLevel; lines: string[] }[] = []
  for (const line of output.replace(/\n$/, '').split('\n')) {
    const [mark, level] = LEVELS.exec(line) ?? []
    const last = messages.at(-1)
    if (mark !== undefined || last === undefined) {
      const shown = level === undefined || level === 'HTML' ? 'INFO' : (level as LogLevel)
      messages.push({ level: shown, lines: [line.slice(mark?.length ?? 0)] })
    } else last.lines.push(line)
  }
  for (const { level, lines } of messages) context.log(lines.join('\n'), level)
}

function failure(result: ReadonlyMap<unknown, unknown>, context: KeywordContext): StepFailure {
  const message = toText(result.get('error') ?? '')
  const traceback = toText(result.get('traceback') ?? '')
  if (traceback !== '') context.log(traceback, 'DEBUG')
  if (isTruthy(result.get('fatal'))) context.suite.stopped = message
  const failed = new StepFailure(new Error(message))
  failed.continuable = isTruthy(result.get('continuable'))
  return failed
}

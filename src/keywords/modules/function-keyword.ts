import { messageOf, SuiteError } from '../../runtime/errors.ts'
import type { Keyword } from '../catalogue/keyword.ts'
import type { KeywordContext } from '../catalogue/keyword-context.ts'
import { parsePhrase } from '../sentences/phrase.ts'
import { keywordTitle } from './keyword-title.ts'
import { argumentsOf, readParameters, type Slot } from './parameters.ts'
import type { FunctionDescription } from './read-module.ts'
import { parseFunction } from './syntax.ts'

/** A function of a library. */
export type AnyFunction = (...values: readonly unknown[]) => unknown

/** A function or method, and what its source says of it. */
export interface LibraryFunction {
  readonly member: string
  readonly code: AnyFunction
  readonly description: FunctionDescription | undefined
}

/** The keyword of a function; none for one that is hidden. */
export function keywordOf(
  { member, code, description }: LibraryFunction,
  self: (context: KeywordContext) => object | undefined,
): Keyword[] {
  const { doc, slots, hidden } = description ?? describeCode(code)
  if (hidden) return []
  const phrases = doc.tags.get('phrase')
  for (const phrase of phrases ?? []) checkPhrase(phrase)
  return [
    {
      name: doc.tags.get('keyword')?.[0] || keywordTitle(member),
      library: '',
      doc: doc.text,
      arguments: argumentsOf(slots),
      ...(phrases === undefined ? {} : { phrases }),
      run: (values, context) => orNone(code.apply(self(context), callValues(slots, values, context))),
    },
  ]
}

function checkPhrase(phrase: string): void {
  try {
    parsePhrase(phrase)
  } catch (error) {
    throw new SuiteError('library-failed', `The phrase "${phrase}" is wrong: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

/** Of code whose source is not at hand: its parameters as JavaScript tells them. */
function describeCode(code: AnyFunction): FunctionDescription {
  const doc = { text: '', parameters: new Map(), tags: new Map() }
  const parameters = parseFunction(Function.prototype.toString.call(code)) ?? []
  return { doc, slots: readParameters(parameters, { doc, types: new Map() }), hidden: false }
}

/** The values of a call in the order of the function's parameters. */
export function callValues(
  slots: readonly Slot[],
  values: Readonly<Record<string, unknown>>,
  context: KeywordContext,
): unknown[] {
  return slots.flatMap((slot) => {
    if (slot.kind === 'context') return [context]
    if (slot.kind === 'rest') return values[slot.argument.name] as unknown[]
    if (slot.kind !== 'options') return [values[slot.argument.name]]
    return [Object.fromEntries(slot.arguments.map(({ name }) => [name, values[name]]))]
  })
}

/** Nothing is None. */
function orNone(value: unknown): unknown {
  if (value instanceof Promise) return value.then(orNone)
  return value === undefined ? null : value
}

import { ArgumentProblem, type ArgumentType, show } from '../catalogue/argument-type.ts'
import { toText } from '../value/text.ts'

/** A value of one of several types: the first that takes it. */
export function union<T>(...types: readonly ArgumentType<T>[]): ArgumentType<T> {
  const name = types.map((type) => type.name).join(' | ')
  return {
    name,
    spoken: (value) => listed(types.map((type) => spokenOf(type, value))),
    convert: (value) => {
      for (const type of types) {
        const converted = attempt(type, value)
        if (converted !== undefined) return converted.value
      }
      throw new ArgumentProblem(`expected ${types.map((type) => type.name).join(' or ')}, got ${show(value)}`)
    },
  }
}

/** Nothing: None, also written so. */
export const none: ArgumentType<undefined> = {
  name: 'None',
  spoken: 'None',
  convert: (value) => {
    if (value === null || value === undefined) return undefined
    if (typeof value === 'string' && /^(?:none)?$/i.test(value)) return undefined
    throw new ArgumentProblem(`expected None, got ${show(value)}`)
  },
}

/** The empty text, which old suites give where a number may be left out. */
export const emptyText: ArgumentType<''> = {
  name: "''",
  spoken: "''",
  convert: (value) => {
    if (value === '') return value
    throw new ArgumentProblem(`expected an empty text, got ${show(value)}`)
  },
}

/** Text or bytes; other values become text. */
export const textOrBytes: ArgumentType<string | Uint8Array> = {
  name: 'text | bytes',
  convert: (value) => (value instanceof Uint8Array ? value : toText(value)),
}

function attempt<T>(type: ArgumentType<T>, value: unknown): { readonly value: T } | undefined {
  try {
    return { value: type.convert(value) }
  } catch (error) {
    if (error instanceof ArgumentProblem) return undefined
    throw error
  }
}

/** Of a reason after a colon, only what stands before it. */
function spokenOf({ name, spoken }: ArgumentType, value: unknown): string {
  const words = typeof spoken === 'function' ? spoken(value) : (spoken ?? name)
  return words.replace(/:.*$/s, '')
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

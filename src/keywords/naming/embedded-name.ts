import { findVariable } from '../../grammar/cells/find-variable.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { Pattern, runPattern } from '../functions/pattern.ts'
import { translatePattern } from '../functions/pattern-syntax.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { OpenArguments } from './open-arguments.ts'

/** An argument that stands in a keyword's name: `${pin}`, `${pin: int}`, `${pin:\d+}` or `${pin: int:\d+}`. */
export interface EmbeddedArgument {
  readonly name: string
  readonly type: string | undefined
  readonly pattern: string | undefined
}

/** What one search for a name may take, in milliseconds, however its pattern explodes. */
const PATTERN_TIME = 1000

/** A keyword's name with arguments in it, such as `Set ${pin} to ${level}`. */
export class EmbeddedName {
  readonly arguments: readonly EmbeddedArgument[]
  readonly #match: (text: string) => readonly string[] | undefined

  private constructor({ list, around }: NameParts) {
    this.arguments = list
    if (list.every(({ pattern }) => pattern === undefined)) {
      const open = new OpenArguments(around)
      this.#match = (text) => open.match(text)
    } else {
      const pattern = compile(sourceOf({ list, around }))
      this.#match = (text) => matchInTime(pattern, text)
    }
  }

  /** Reads a name; undefined if no argument stands in it. Throws a SuiteError in Robot's words. */
  static read(name: string): EmbeddedName | undefined {
    if (!name.includes('${')) return undefined
    const parts = readName(name.trim().replace(/\s+/g, ' '))
    return parts.list.length === 0 ? undefined : new EmbeddedName(parts)
  }

  /** What a name as written in a call gives the arguments, raw; undefined if it does not match in time. */
  match(called: string): readonly string[] | undefined {
    const { text, variables } = hideVariables(called)
    return this.#match(text)?.map((part) =>
      part.replace(PLACEHOLDER, (_, index) => variables[Number(index)] ?? ''),
    )
  }
}

/** What the groups of a pattern hold; a pattern that takes too long does not match. */
function matchInTime(pattern: Pattern, text: string): readonly string[] | undefined {
  try {
    return runPattern(pattern, text, { patternTime: PATTERN_TIME })?.slice(1)
  } catch (error) {
    if (error instanceof EvaluationError) return undefined
    throw error
  }
}

/** What stands for a variable in a called name while it is matched: no name of a keyword has it. */
const PLACEHOLDER = /=variable\u{e000}(\d+)=/gu

function hideVariables(called: string): { readonly text: string; readonly variables: readonly string[] } {
  const variables: string[] = []
  let text = ''
  let from = 0
  for (let found = findVariable(called, '$@&%'); typeof found === 'object'; ) {
    text += `${called.slice(from, found.start)}=variable\u{e000}${variables.length}=`
    variables.push(called.slice(found.start, found.end))
    from = found.end
    found = findVariable(called, '$@&%', from)
  }
  return { text: text + called.slice(from), variables }
}

/** The arguments of a name, and what stands before, between and after them: texts as patterns in Python's spelling. */
interface NameParts {
  readonly list: readonly EmbeddedArgument[]
  readonly around: readonly string[]
}

function readName(name: string): NameParts {
  const list: EmbeddedArgument[] = []
  const around: string[] = []
  let from = 0
  for (let found = findVariable(name, '$'); typeof found === 'object'; ) {
    list.push(readArgument(found.base))
    around.push(literal(name.slice(from, found.start)))
    from = found.end
    found = findVariable(name, '$', from)
  }
  return { list, around: [...around, literal(name.slice(from))] }
}

/** The whole name as a pattern. */
function sourceOf({ list, around }: NameParts): string {
  return list.map(({ pattern }, index) => `${around[index]}(${ownPattern(pattern)})`).join('') + around.at(-1)
}

function readArgument(base: string): EmbeddedArgument {
  const typed = /^([^:]+): ([^:]+)(?::(.*))?$/s.exec(base)
  if (typed !== null) return { name: typed[1] ?? '', type: typed[2], pattern: typed[3] }
  const colon = base.indexOf(':')
  if (colon === -1) return { name: base, type: undefined, pattern: undefined }
  return { name: base.slice(0, colon), type: undefined, pattern: base.slice(colon + 1) }
}

/** Robot's changes to a pattern: no flags, groups that keep nothing, backslashes as they stand in a call. */
function ownPattern(written: string | undefined): string {
  if (written === undefined) return '.*?'
  const changed = written
    .replace(/^\(\?[aiLmsux]+(?:-[imsx]+)?\)/, '')
    .replace(/(?<!\\)\((.*?)\)/g, '(?:$1)')
    .replace(/(\\+)([{}])/g, (_, slashes: string, brace: string) => {
      return '\\'.repeat(slashes.length - (slashes.length % 2)) + brace
    })
    .replaceAll('\\\\', '\\\\\\\\')
  return `${changed}|=variable\u{e000}\\d+=`
}

function literal(text: string): string {
  return text.replace(/[-()[\]{}?*+|^$\\.&~#\s]/g, (char) => (char === ' ' ? '\\s' : `\\${char}`))
}

function compile(source: string): Pattern {
  try {
    translatePattern(source, 'is') // its complaints count characters from the beginning of the name
    return Pattern.parse(`\\A(?:${source})\\Z`, 'is')
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    const reason = `${error.type}: ${error.message}`
    throw new SuiteError('embedded-argument', `Compiling embedded arguments regexp failed: ${reason}`)
  }
}

import { findVariable } from '../../grammar/cells/find-variable.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { Pattern, runPattern } from '../functions/pattern.ts'
import { translatePattern } from '../functions/pattern-syntax.ts'
import { EvaluationError } from '../value/evaluation-error.ts'

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
  readonly #pattern: Pattern

  private constructor(list: readonly EmbeddedArgument[], pattern: Pattern) {
    this.arguments = list
    this.#pattern = pattern
  }

  /** Reads a name; undefined if no argument stands in it. Throws a SuiteError in Robot's words. */
  static read(name: string): EmbeddedName | undefined {
    if (!name.includes('${')) return undefined
    const { list, source } = readName(name.trim().replace(/\s+/g, ' '))
    return list.length === 0 ? undefined : new EmbeddedName(list, compile(source))
  }

  /** What a name as written in a call gives the arguments, raw; undefined if it does not match in time. */
  match(called: string): readonly string[] | undefined {
    const { text, variables } = hideVariables(called)
    const found = this.#run(text)
    if (found === null) return undefined
    return found
      .slice(1)
      .map((part) => part.replace(PLACEHOLDER, (_, index) => variables[Number(index)] ?? ''))
  }

  /** A pattern that takes too long does not match. */
  #run(text: string): RegExpExecArray | null {
    try {
      return runPattern(this.#pattern, text, { patternTime: PATTERN_TIME })
    } catch (error) {
      if (error instanceof EvaluationError) return null
      throw error
    }
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

/** The arguments, and the whole name as a pattern in Python's spelling. */
function readName(name: string): { readonly list: EmbeddedArgument[]; readonly source: string } {
  const list: EmbeddedArgument[] = []
  let source = ''
  let from = 0
  for (let found = findVariable(name, '$'); typeof found === 'object'; ) {
    const argument = readArgument(found.base)
    list.push(argument)
    source += `${literal(name.slice(from, found.start))}(${ownPattern(argument.pattern)})`
    from = found.end
    found = findVariable(name, '$', from)
  }
  return { list, source: source + literal(name.slice(from)) }
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

import { parseAssignTarget, splitNamed } from '../../grammar/parse-cell.ts'
import type { Cell } from '../../grammar/tree.ts'
import { type ArgumentType, anything } from '../catalogue/argument-type.ts'
import type { Argument } from '../catalogue/keyword.ts'
import { convertTo, typeOf, typeProblem } from '../conversion/named-type.ts'
import type { UserArgument } from '../interpreter/user-keyword.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { failedWhile } from '../variables/failed-while.ts'
import { normalizeVariable, type Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'

/** The arguments that `[Arguments]` declares, and what is wrong with them in Robot's words. */
export interface ArgumentSpec {
  readonly arguments: readonly UserArgument[]
  readonly mistakes: readonly { readonly cell: Cell; readonly message: string }[]
}

/** Reads the cells of `[Arguments]`. */
export function readArgumentSpec(cells: readonly Cell[]): ArgumentSpec {
  const reader = new SpecReader()
  for (const cell of cells) reader.read(cell)
  return { arguments: reader.list, mistakes: reader.mistakes }
}

/** Several mistakes as the one message of a keyword that cannot be called. */
export function specMessage({ mistakes }: ArgumentSpec): string | undefined {
  const [first, second] = mistakes
  if (first === undefined) return undefined
  const list = mistakes.map(({ message }) => message)
  const all = second === undefined ? first.message : ['Multiple errors:', ...list].join('\n- ')
  return `Invalid argument specification: ${all}`
}

/** A required argument without a type of its own. */
export function plainArgument(name: string, type: ArgumentType = anything): Argument {
  return { name, shown: name, type, doc: '', kind: 'one', optional: false }
}

/** The default of an argument, as one of its type. Throws in Robot's words. */
function defaultValue(name: string, type: string | undefined, written: Source): Source {
  return {
    get: (scopes) => {
      const value = resolved(written, scopes)
      if (type === undefined || typeProblem(type) !== undefined) return value
      return convertTo(type, value, { kind: 'Default value for argument', name })
    },
  }
}

function resolved(written: Source, scopes: Scopes): unknown {
  try {
    return written.get(scopes)
  } catch (error) {
    throw failedWhile(error, 'Resolving argument default values')
  }
}

interface WrittenArgument {
  readonly cell: Cell
  /** The variable without its default. */
  readonly written: string
  readonly sigil: '$' | '@' | '&'
  readonly name: string
  readonly type: string | undefined
  readonly fallback: string | undefined
}

class SpecReader {
  readonly list: UserArgument[] = []
  readonly mistakes: { cell: Cell; message: string }[] = []
  #afterRest = false
  #hasNamed = false
  #hasDefaults = false

  read(cell: Cell): void {
    const argument = this.#written(cell)
    if (this.#hasNamed) this.#wrong(cell, 'Only last argument can be kwargs.')
    else if (argument === undefined) this.#required()
    else if (argument === 'separator') this.#separator(cell)
    else this.#add(argument)
  }

  /** What a cell declares; undefined for what is none, which counts as a required argument. */
  #written(cell: Cell): WrittenArgument | 'separator' | undefined {
    const split = splitNamed(cell.text)
    const written = split?.name ?? cell.text
    if (written === '@{}') return 'separator'
    const target = parseAssignTarget(written.endsWith('=') ? '' : written)
    if (target === undefined || target.items.length > 0 || /[$@&%]\{/.test(target.name)) {
      this.#wrong(cell, `Invalid argument syntax '${written}'.`)
      return undefined
    }
    const { sigil, name, type } = target
    if (split === undefined || sigil === '$')
      return { ...{ cell, written, sigil, name, type }, fallback: split?.value }
    const kind = sigil === '@' ? 'list' : 'dictionary'
    const message = `Only normal arguments accept default values, ${kind} arguments like '${written}' do not.`
    this.#wrong(cell, message)
    return { ...{ cell, written, sigil, name, type }, fallback: undefined }
  }

  #add(given: WrittenArgument): void {
    if (given.sigil === '@' && this.#afterRest) {
      this.#wrong(given.cell, 'Cannot have multiple varargs.')
      return
    }
    if (given.sigil === '$') this.#checkOrder(given)
    this.list.push(this.#argument(given))
    if (given.sigil === '@') this.#afterRest = true
    if (given.sigil === '&') this.#hasNamed = true
  }

  #checkOrder({ cell, fallback }: WrittenArgument): void {
    if (fallback !== undefined) this.#hasDefaults = true
    else this.#required(cell)
  }

  #required(cell?: Cell): void {
    if (!this.#hasDefaults || this.#afterRest) return
    const at = cell ?? this.mistakes.at(-1)?.cell
    if (at !== undefined) this.#wrong(at, 'Non-default argument after default arguments.')
  }

  #separator(cell: Cell): void {
    if (this.#afterRest) this.#wrong(cell, 'Cannot have multiple varargs.')
    this.#afterRest = true
  }

  #argument(given: WrittenArgument): UserArgument {
    const { sigil, name, fallback } = given
    const kind = ({ $: 'one', '@': 'rest', '&': 'named' } as const)[sigil]
    const namedOnly = this.#afterRest && kind === 'one' ? { namedOnly: true } : {}
    const optional = fallback !== undefined || kind !== 'one'
    const argument = { ...plainArgument(name, this.#type(given)), kind, optional, ...namedOnly }
    const variable = normalizeVariable(name)
    return fallback === undefined
      ? { argument, variable }
      : { argument, variable, fallback: defaultValue(name, given.type, compileCell(fallback)) }
  }

  #type({ cell, written, type }: WrittenArgument): ArgumentType {
    if (type === undefined) return anything
    const problem = typeProblem(type)
    if (problem === undefined) return typeOf(type)
    this.#wrong(cell, `Invalid argument '${written}': ${problem}`)
    return anything
  }

  #wrong(cell: Cell, message: string): void {
    this.mistakes.push({ cell, message })
  }
}

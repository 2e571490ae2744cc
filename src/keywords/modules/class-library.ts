import { messageOf, SuiteError } from '../../runtime/errors.ts'
import type { Argument, Library } from '../catalogue/keyword.ts'
import type { KeywordContext } from '../catalogue/keyword-context.ts'
import { toText } from '../value/text.ts'
import { callValues, keywordOf, type LibraryFunction } from './function-keyword.ts'
import { LibraryInstances, scopeOf } from './library-instances.ts'
import { argumentsOf, type Slot } from './parameters.ts'
import type { ClassDescription, ModuleDescription } from './read-module.ts'
import { renamed } from './renamed.ts'

/** A library in a module, as a suite imports it. */
export interface ModuleLibrary {
  /** What its class takes from the import. */
  readonly arguments: readonly Argument[]
  /** The library under a name; `values` gives the import's values by argument name when the first keyword runs. */
  create(name: string, values: ImportValues): Library
}

/** The values of an import's arguments. */
export type ImportValues = (context: KeywordContext) => Readonly<Record<string, unknown>>

/** A class. */
export type Constructor = new (...values: readonly unknown[]) => object

/** True for a class, not for other functions. */
export function isClass(value: unknown): value is Constructor {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))
}

/** A library whose keywords are the methods of a class. */
export class ClassLibrary implements ModuleLibrary {
  readonly arguments: readonly Argument[]
  readonly #type: Constructor
  readonly #source: ModuleDescription
  readonly #slots: readonly Slot[]

  constructor(type: Constructor, source: ModuleDescription) {
    this.#type = type
    this.#source = source
    this.#slots = this.#describe(type)?.constructorSlots ?? []
    this.arguments = argumentsOf(this.#slots)
  }

  create(name: string, values: ImportValues): Library {
    const instances = new LibraryInstances(scopeOf(this.#type), (context) =>
      this.#construct(name, values(context), context),
    )
    const keywords = this.#methods().flatMap((method) =>
      keywordOf(method, (context) => instances.of(context)),
    )
    const doc = this.#describe(this.#type)?.doc.text || this.#source.doc.text
    return renamed({ name: '', doc, keywords }, name)
  }

  #construct(name: string, given: Readonly<Record<string, unknown>>, context: KeywordContext): object {
    const values = callValues(this.#slots, given, context)
    try {
      return Reflect.construct(this.#type, values)
    } catch (error) {
      const shown = values.filter((value) => value !== undefined && value !== context).map(toText)
      const list = shown.length === 0 ? 'no arguments' : `arguments [ ${shown.join(' | ')} ]`
      const message = `Initializing library '${name}' with ${list} failed: ${messageOf(error)}`
      throw new SuiteError('library-failed', message, { cause: error })
    }
  }

  #describe(type: { readonly name: string }): ClassDescription | undefined {
    const { classes } = this.#source
    return classes.get(type.name) ?? (type === this.#type ? classes.get('default') : undefined)
  }

  /** Public methods, of the class itself and of those that it extends. */
  #methods(): LibraryFunction[] {
    const found = new Map<string, LibraryFunction>()
    for (let type = this.#type; isClass(type); type = Object.getPrototypeOf(type) as Constructor)
      for (const [member, { value }] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype)))
        if (typeof value === 'function' && isPublic(member) && !found.has(member))
          found.set(member, { member, code: value, description: this.#describe(type)?.methods.get(member) })
    return [...found.values()]
  }
}

function isPublic(member: string): boolean {
  return member !== 'constructor' && !member.startsWith('_')
}

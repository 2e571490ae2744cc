import type { Callable } from './callable.ts'
import { chance } from './chance.ts'
import { json } from './json.ts'
import { mathConstants, mathematics } from './numbers.ts'
import { patternFlags, regularExpressions } from './regular-expressions.ts'

/** A module that expressions know without an import. */
export interface Module {
  readonly name: string
  readonly functions: ReadonlyMap<string, Callable>
  readonly values: ReadonlyMap<string, unknown>
}

/** The modules, by name: nothing in them touches files, processes, the network or the clock. */
export const modules: ReadonlyMap<string, Module> = new Map(
  [
    createModule('math', mathematics, mathConstants),
    createModule('re', regularExpressions, patternFlags),
    createModule('json', json, new Map()),
    createModule('random', chance, new Map()),
  ].map((module) => [module.name, module]),
)

function createModule(name: string, functions: readonly Callable[], values: Module['values']): Module {
  return { name, values, functions: new Map(functions.map((one) => [one.name.slice(name.length + 1), one])) }
}

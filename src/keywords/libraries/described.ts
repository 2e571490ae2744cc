import type { InterfaceDescription } from '../../runtime/connection.ts'
import { describedInterface } from '../../runtime/described-interface.ts'
import { generateKeywords, titleOf } from '../catalogue/generate.ts'
import { defineLibrary, type Library } from '../catalogue/keyword.ts'

/** Interfaces by name, as a bench describes those of third parties. */
export type DescribedInterfaces = Readonly<Record<string, InterfaceDescription>>

/** Libraries of generated keywords, one for each interface that is known by its description alone. */
export function describedLibraries(interfaces: DescribedInterfaces): Library[] {
  return Object.entries(interfaces).map(([name, description]) => {
    const keywords = generateKeywords(describedInterface(name, description))
    return defineLibrary(titleOf(name), description.doc, keywords)
  })
}

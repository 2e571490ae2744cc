import type { Cell } from '../../grammar/tree.ts'
import { type ArgumentCell, splitNamed } from '../arguments/argument-cell.ts'
import type { Keyword } from '../catalogue/keyword.ts'
import type { FoundKeyword } from '../naming/find-keyword.ts'

/** Keywords that choose a device: their argument is a selector. */
const CHOOSERS = new Set(['Connect To Exporter', 'Use Device'])

/** True for a call that chooses a device. */
export function choosesDevice({ found }: BoundCall): boolean {
  return found?.kind === 'library' && CHOOSERS.has(found.keyword.name)
}

/** A call as it stands in a file; `found` is undefined where the name is known only when it runs. */
export interface BoundCall {
  readonly file: string
  readonly name: Cell
  readonly args: readonly ArgumentCell[]
  readonly found: FoundKeyword | undefined
}

/** The calls of a suite and what they need of the bench, gathered while they are bound. */
export class DeviceNeeds {
  readonly calls: BoundCall[] = []
  readonly interfaces = new Set<string>()
  readonly selectors: string[] = []

  /** The boards of a suite: its first selectors, so that each has the device of its place among them. */
  addBoards(boards: readonly Cell[]): void {
    for (const { text } of boards) this.selectors.push(text)
  }

  /** A call: it may need an interface, or choose a device; one that is known only when it runs may need any. */
  add(call: BoundCall): void {
    this.calls.push(call)
    if (call.found === undefined) this.interfaces.add('any')
    if (call.found?.kind === 'library') this.#addKeyword(call.found.keyword, call.args)
  }

  /** What a test requires, it says itself: any device has to be there to be asked. */
  addRequired(): void {
    this.interfaces.add('any')
  }

  #addKeyword(keyword: Keyword, args: readonly ArgumentCell[]): void {
    if (keyword.interface !== undefined) this.interfaces.add(keyword.interface)
    if (CHOOSERS.has(keyword.name)) this.#addSelector(args[0])
  }

  #addSelector(cell: ArgumentCell | undefined): void {
    const named = cell === undefined ? undefined : splitNamed(cell)
    const argument = named?.name === 'selector' ? named.argument : cell
    const value = argument?.source.constant?.value
    if (typeof value === 'string' && value.trim() !== '' && !this.selectors.includes(value))
      this.selectors.push(value)
  }
}

import type { Cell } from '../../grammar/tree.ts'
import { type ArgumentCell, splitNamed } from '../arguments/argument-cell.ts'
import type { Keyword } from '../catalogue/keyword.ts'

/** Keywords that choose a device: their argument is a selector. */
const CHOOSERS = new Set(['Connect To Exporter', 'Use Device'])

/** What the calls of a suite need of the bench, gathered while they are bound. */
export class DeviceNeeds {
  readonly interfaces = new Set<string>()
  readonly selectors: string[] = []

  /** The boards of a suite: its first selectors, so that each has the device of its place among them. */
  addBoards(boards: readonly Cell[]): void {
    for (const { text } of boards) this.selectors.push(text)
  }

  add(keyword: Keyword, args: readonly ArgumentCell[]): void {
    if (keyword.interface !== undefined) this.interfaces.add(keyword.interface)
    if (CHOOSERS.has(keyword.name)) this.#addSelector(args[0])
  }

  /** A keyword that is known only when it runs: it may need a device. */
  addUnknown(): void {
    this.interfaces.add('any')
  }

  #addSelector(cell: ArgumentCell | undefined): void {
    const named = cell === undefined ? undefined : splitNamed(cell)
    const argument = named?.name === 'selector' ? named.argument : cell
    const value = argument?.source.constant?.value
    if (typeof value === 'string' && value.trim() !== '' && !this.selectors.includes(value))
      this.selectors.push(value)
  }
}

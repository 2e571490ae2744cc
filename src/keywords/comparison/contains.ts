import { has } from '../expression/compare.ts'
import { createFrame } from '../expression/frame.ts'
import { iterate } from '../value/containers.ts'
import { equal } from '../value/equality.ts'

/** Python's `item in container`; throws its TypeErrors. */
export function contains(container: unknown, item: unknown): boolean {
  if (container instanceof Uint8Array && item instanceof Uint8Array)
    return Buffer.from(container).includes(Buffer.from(item))
  return has(container, item, createFrame({ variable: () => undefined }, undefined))
}

/** How often an item is in a container; in text and bytes, matches do not overlap. */
export function countOf(container: unknown, item: unknown): number {
  if (typeof container === 'string' && typeof item === 'string') return countText(container, item)
  if (container instanceof Uint8Array && item instanceof Uint8Array)
    return countText(Buffer.from(container).toString('latin1'), Buffer.from(item).toString('latin1'))
  return iterate(container).filter((one) => equal(one, item)).length
}

function countText(text: string, part: string): number {
  return part === '' ? [...text].length + 1 : text.split(part).length - 1
}

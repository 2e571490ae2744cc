/** A list that does not change, written `(1, 2)`. Everything that takes a list takes a tuple. */
export class Tuple extends Array<unknown> {
  /** Methods of arrays return plain lists. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }
}

/** A tuple of these items. */
export function tuple(items: Iterable<unknown>): Tuple {
  const made = new Tuple()
  for (const item of items) made.push(item)
  return made
}

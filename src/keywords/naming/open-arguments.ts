/**
 * Matches a name whose arguments take any text, such as `Set ${pin} to ${level}`: each argument ends at the first place
 * where the text after it stands, the last one where the name ends. That is what a pattern of lazy groups finds, in
 * linear time where the pattern would try every division of the text.
 */
export class OpenArguments {
  readonly #first: RegExp
  readonly #between: readonly RegExp[]
  readonly #last: RegExp

  /** Takes patterns of the texts around the arguments, one more than there are arguments. */
  constructor(around: readonly string[]) {
    this.#first = new RegExp(around[0] ?? '', 'iy')
    this.#between = around.slice(1, -1).map((source) => new RegExp(source, 'ig'))
    this.#last = new RegExp(`${around.at(-1)}(?![\\s\\S])`, 'ig')
  }

  /** What stands in the places of the arguments, undefined if the text is another. */
  match(text: string): readonly string[] | undefined {
    const values: string[] = []
    const before = find(this.#first, text, 0)
    if (before === null) return undefined
    let from = before[0].length
    for (const pattern of [...this.#between, this.#last]) {
      const found = find(pattern, text, from)
      if (found === null) return undefined
      values.push(text.slice(from, found.index))
      from = found.index + found[0].length
    }
    return values
  }
}

function find(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from
  return pattern.exec(text)
}

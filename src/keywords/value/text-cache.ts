/** How many texts a cache keeps before it starts anew. */
const MOST = 1000

/** Longer texts are not kept: no loop repeats them, and they would fill the memory. */
const LONGEST = 1000

/** Keeps what is made of texts, so that a step in a loop is read once. */
export class TextCache<T> {
  readonly #made = new Map<string, T>()
  readonly #make: (text: string) => T

  constructor(make: (text: string) => T) {
    this.#make = make
  }

  get(text: string): T {
    const known = this.#made.get(text)
    if (known !== undefined) return known
    const made = this.#make(text)
    if (text.length > LONGEST) return made
    if (this.#made.size >= MOST) this.#made.clear()
    this.#made.set(text, made)
    return made
  }
}

const LONGEST = 300

/** What a switch was asked last and what came: every failure tells both. */
export class Exchange {
  #asked = 'nothing'
  #came: string | undefined
  #answered: string | undefined

  /** A question goes out. Must not have secrets in it. */
  asked(question: string): void {
    this.#asked = question
    this.#came = undefined
  }

  /** An answer, or what came in its place. */
  came(answer: string): void {
    this.#came = answer
    this.#answered = String(this)
  }

  /** The last question that had an answer, though another one may be under way. */
  get answered(): string {
    return this.#answered ?? String(this)
  }

  toString(): string {
    const came = this.#came === undefined ? 'nothing came' : `came: ${shortened(this.#came)}`
    return `Asked last: ${shortened(this.#asked)} – ${came}`
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line === '') return '(empty)'
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`
}

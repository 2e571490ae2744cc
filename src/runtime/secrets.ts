/** Stands in the place of a secret. */
export const MASK = '<secret>'

/** Shorter texts are not masked: they would be found everywhere, and tell by that what they are. */
const SHORTEST = 3

/**
 * Texts of this process that must not leave it. There is one for the process, since whatever writes text, wherever it
 * is, must know them all.
 */
class Secrets {
  readonly #texts = new Set<string>()
  #pattern: RegExp | undefined

  /** Masks a text from now on, and its lines if it has several; also as it is written in JSON, in URLs and in base64. */
  add(text: string): void {
    for (const line of [text, ...text.split(/\r?\n/)])
      for (const form of formsOf(line)) if (form.length >= SHORTEST) this.#texts.add(form)
    this.#pattern = undefined
  }

  /** The text with every secret in it masked. */
  mask(text: string): string {
    if (this.#texts.size === 0) return text
    this.#pattern ??= patternOf(this.#texts)
    return text.replace(this.#pattern, MASK)
  }

  get isEmpty(): boolean {
    return this.#texts.size === 0
  }
}

/** The secrets of this process. */
export const secrets = new Secrets()

/** How a secret may be written by what carries it. */
function formsOf(text: string): string[] {
  const trimmed = text.trim()
  if (trimmed.length < SHORTEST) return []
  const bytes = Buffer.from(trimmed)
  const base64 = [bytes.toString('base64'), bytes.toString('base64url')].map((form) =>
    form.replace(/=+$/, ''),
  )
  return [trimmed, JSON.stringify(trimmed).slice(1, -1), encodeURIComponent(trimmed), ...base64]
}

/** The longest first, so that no part of one is left. */
function patternOf(texts: ReadonlySet<string>): RegExp {
  const longest = [...texts].sort((a, b) => b.length - a.length)
  return new RegExp(longest.map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'g')
}

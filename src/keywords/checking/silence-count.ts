import type { FileDiagnostic } from '../../grammar/diagnostic.ts'
import type { Silences } from './silences.ts'

/** Knows which silences of many suites were of use: one in a resource file may be so for one suite only. */
export class SilenceCount {
  readonly #withoutReason = new Map<string, FileDiagnostic>()
  readonly #unused = new Map<string, FileDiagnostic>()
  readonly #seen = new Set<string>()

  /** Adds the silences of a suite once all of its problems were filtered. */
  add(silences: Silences): void {
    for (const remark of silences.withoutReason()) this.#withoutReason.set(keyOf(remark), remark)
    const unused = new Map(silences.unused().map((remark) => [keyOf(remark), remark]))
    for (const key of silences.keys()) {
      const remark = unused.get(key)
      if (remark === undefined) this.#unused.delete(key)
      else if (!this.#seen.has(key)) this.#unused.set(key, remark)
      this.#seen.add(key)
    }
  }

  /** Silences without a reason, and those that were of use to no suite. */
  remarks(): FileDiagnostic[] {
    return [...this.#withoutReason.values(), ...this.#unused.values()]
  }
}

function keyOf({ file, line }: FileDiagnostic): string {
  return `${file}:${line}`
}

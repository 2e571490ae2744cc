import type { FileDiagnostic } from '../../grammar/diagnostic.ts'
import type { Silences } from './silences.ts'

/** What is known of silences: plain data, which can cross to another thread. Keys are `FILE:LINE`. */
export interface SilenceUse {
  readonly withoutReason: Map<string, FileDiagnostic>
  readonly unused: Map<string, FileDiagnostic>
  readonly seen: Set<string>
}

/** Knows which silences of many suites were of use: one in a resource file may be so for one suite only. */
export class SilenceCount {
  readonly use: SilenceUse = { withoutReason: new Map(), unused: new Map(), seen: new Set() }

  /** Adds the silences of a suite once all of its problems were filtered. */
  add(silences: Silences): void {
    this.merge({
      withoutReason: byKey(silences.withoutReason()),
      unused: byKey(silences.unused()),
      seen: new Set(silences.keys()),
    })
  }

  /** Adds what another count knows. */
  merge(other: SilenceUse): void {
    const { withoutReason, unused, seen } = this.use
    for (const [key, remark] of other.withoutReason) withoutReason.set(key, remark)
    for (const key of other.seen) {
      const remark = other.unused.get(key)
      if (remark === undefined) unused.delete(key)
      else if (!seen.has(key)) unused.set(key, remark)
      seen.add(key)
    }
  }

  /** Silences without a reason, and those that were of use to no suite. */
  remarks(): FileDiagnostic[] {
    const { withoutReason, unused } = this.use
    return [...withoutReason.values(), ...unused.values()]
  }
}

function byKey(remarks: readonly FileDiagnostic[]): Map<string, FileDiagnostic> {
  return new Map(remarks.map((remark) => [keyOf(remark), remark]))
}

function keyOf({ file, line }: FileDiagnostic): string {
  return `${file}:${line}`
}

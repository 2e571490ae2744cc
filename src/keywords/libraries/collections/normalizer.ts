import { foldCase } from '../../comparison/normalize.ts'
import { sorted } from '../../functions/sequences.ts'
import { asDict, iterate } from '../../value/containers.ts'
import { equal } from '../../value/equality.ts'
import { toText } from '../../value/text.ts'
import { Tuple, tuple } from '../../value/tuple.ts'
import { hasKey } from './dict-key.ts'

/** Which case does not count: none, that of keys or values of dicts only, or any. */
export type IgnoredCase = boolean | 'KEYS' | 'VALUES'

/** What does not count when containers are compared. */
export interface Ignored {
  readonly case: IgnoredCase
  readonly order?: boolean
  /** Keys of dicts. */
  readonly keys?: readonly unknown[]
}

/** Takes from values what does not count, so that what is left can be compared. */
export class Normalizer {
  readonly #case: boolean
  readonly #keyCase: boolean
  readonly #valueCase: boolean
  readonly #order: boolean
  readonly #keys: readonly unknown[]

  constructor({ case: ignored, order = false, keys = [] }: Ignored) {
    this.#case = ignored !== false
    this.#keyCase = this.#case && ignored !== 'VALUES'
    this.#valueCase = this.#case && ignored !== 'KEYS'
    this.#order = order
    this.#keys = keys.map((key) => this.key(key))
  }

  /** A value or container. */
  normalize<T>(value: T): T {
    return this.#normalize(value, this.#case) as T
  }

  /** A key of a dict. */
  key(value: unknown): unknown {
    return this.#normalize(value, this.#keyCase)
  }

  /** A value of a dict. */
  value(value: unknown): unknown {
    return this.#normalize(value, this.#valueCase)
  }

  #normalize(value: unknown, fold: boolean): unknown {
    if (!fold && !this.#order && (this.#keys ?? []).length === 0) return value
    if (typeof value === 'string') return fold ? foldCase(value) : value
    if (value instanceof Uint8Array) return fold ? value.map(lowerByte) : value
    const dict = asDict(value)
    if (dict !== undefined) return this.#dict(dict)
    return Array.isArray(value) || value instanceof Set ? this.#list(value, fold) : value
  }

  #list(value: readonly unknown[] | ReadonlySet<unknown>, fold: boolean): unknown {
    const items = iterate(value).map((item) => this.#normalize(item, fold))
    const ordered = this.#order ? sorted(items) : items
    if (value instanceof Set) return new Set(ordered)
    return value instanceof Tuple ? tuple(ordered) : ordered
  }

  #dict(dict: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
    const result = new Map<unknown, unknown>()
    for (const [key, value] of dict) {
      const normal = this.key(key)
      if (this.#keys.some((ignored) => equal(ignored, normal))) continue
      if (hasKey(result, normal)) throw keysCollide(dict, normal)
      result.set(normal, this.value(value))
    }
    return result
  }
}

function keysCollide(dict: ReadonlyMap<unknown, unknown>, key: unknown): Error {
  return new Error(
    `Dictionary ${toText(dict)} contains multiple keys that are normalized to '${toText(key)}'. ` +
      "Try normalizing only dictionary values like 'ignore_case=values'.",
  )
}

/** In bytes only the case of ASCII letters is known. */
function lowerByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
}

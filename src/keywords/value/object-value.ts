/** What a method of an {@link ObjectValue} does with its arguments. */
export type ObjectMethod = (args: readonly unknown[]) => unknown

/** The names of all methods that such values have, for checks before a run. */
export const OBJECT_METHODS: ReadonlySet<string> = new Set([
  ...['strftime', 'isoformat', 'timestamp', 'date', 'weekday', 'isoweekday', 'toordinal'],
  'total_seconds',
])

/** A value of a type that a library adds, such as a date: what suites and expressions may do with it. */
export abstract class ObjectValue {
  /** The name of the type, with its module, as Python has it. */
  abstract readonly type: string

  /** `${value.name}`; undefined if there is no such attribute. */
  abstract attribute(name: string): unknown

  /** `value.name()`; undefined if there is no such method. */
  abstract method(name: string): ObjectMethod | undefined

  /** Less than, equal to or greater than zero, as for sorting; undefined if the two cannot be compared. */
  abstract compare(other: unknown): number | undefined

  /** `value + other`, or `other + value` where the value stands on the right; undefined where Python has no result. */
  abstract combine(operator: string, other: unknown, side: 'left' | 'right'): unknown

  /** How it stands inside a list: Python's `repr()`. */
  abstract repr(): string

  /** What a loop goes through, and what indexes count; undefined for what is no sequence. */
  items(): unknown[] | undefined {
    return undefined
  }

  /** What conditions see. */
  isTruthy(): boolean {
    return true
  }
}

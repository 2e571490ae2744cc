import type { ArgumentType } from './argument-type.ts'
import type { KeywordContext } from './keyword-context.ts'

/** One argument of a keyword. */
export interface Argument<Name extends string = string, T = unknown> {
  readonly name: Name
  readonly type: ArgumentType<T>
  readonly doc: string
  /** `one` takes one value, `rest` all further positional ones, `named` all further named ones. */
  readonly kind: 'one' | 'rest' | 'named'
  /** True if it can be given by name only, as what stands after `@{rest}` in a user keyword. */
  readonly namedOnly?: boolean
  /** True if it may be left out. */
  readonly optional: boolean
  /** Its value when it is left out. */
  readonly fallback?: unknown
}

type ValueOf<A> = A extends Argument<string, infer T> ? T : never
type ValuesByName<Arguments extends readonly Argument[]> = {
  readonly [A in Arguments[number] as A['name']]: ValueOf<A>
}

/**
 * Where further keyword calls stand among the arguments of keywords such as `Run Keyword If`: the arguments before
 * the first call are the keyword's own; the calls are bound and checked like any other.
 */
export interface NestedCalls {
  /** Splits the cells after the own arguments into calls; `conditions` are cells that stand before each. */
  split(cells: readonly string[]): readonly NestedCall[]
  /** How many arguments are the keyword's own. */
  readonly own: number
}

/** One nested call: offsets of its cells, and of the condition that decides about it. */
export interface NestedCall {
  readonly from: number
  readonly to: number
  readonly condition?: number
}

/** A keyword that suites can call. */
export interface Keyword {
  readonly name: string
  readonly library: string
  readonly doc: string
  readonly arguments: readonly Argument[]
  /** The interface of the device it calls, so that a bench without it is refused before anything runs. */
  readonly interface?: string
  readonly nested?: NestedCalls
  /** Runs with converted values by argument name; whatever waits must stop when `context.signal` aborts. */
  run(values: Readonly<Record<string, unknown>>, context: KeywordContext): unknown
}

/** What {@link defineKeyword} takes; `library` is added by {@link defineLibrary}. */
export interface KeywordShape<Arguments extends readonly Argument[]> {
  readonly name: string
  readonly doc: string
  readonly arguments?: Arguments
  readonly interface?: string
  readonly nested?: NestedCalls
  run(values: ValuesByName<Arguments>, context: KeywordContext): unknown
}

/** A keyword that has no library yet. */
export type LooseKeyword = Omit<Keyword, 'library'>

/** Defines a keyword; its `run` is typed by its arguments. */
export function defineKeyword<const Arguments extends readonly Argument[] = readonly []>(
  shape: KeywordShape<Arguments>,
): LooseKeyword {
  return { ...shape, arguments: shape.arguments ?? [], run: shape.run as Keyword['run'] }
}

/** A named set of keywords. */
export interface Library {
  readonly name: string
  readonly doc: string
  readonly keywords: readonly Keyword[]
}

/** Defines a library. */
export function defineLibrary(name: string, doc: string, keywords: readonly LooseKeyword[]): Library {
  return { name, doc, keywords: keywords.map((keyword) => ({ ...keyword, library: name })) }
}

/** A required argument. */
export function arg<const Name extends string, T>(
  name: Name,
  type: ArgumentType<T>,
  doc: string,
): Argument<Name, T> {
  return { name, type, doc, kind: 'one', optional: false }
}

/** An argument that may be left out; `fallback` is taken as it is, unconverted. */
export function optional<const Name extends string, T, F extends T | undefined>(
  name: Name,
  type: ArgumentType<T>,
  fallback: F,
  doc: string,
): Argument<Name, T | F> {
  return { name, type, doc, kind: 'one', optional: true, fallback }
}

/** All further positional values, as a list. */
export function rest<const Name extends string, T>(
  name: Name,
  type: ArgumentType<T>,
  doc: string,
): Argument<Name, readonly T[]> {
  return { name, type: type as ArgumentType<never>, doc, kind: 'rest', optional: true }
}

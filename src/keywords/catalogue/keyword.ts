import type { Cell } from '../../grammar/tree.ts'
import { type ArgumentType, anything } from './argument-type.ts'
import type { KeywordContext } from './keyword-context.ts'
import type { LateKind, LateValue } from './late-value.ts'

/** One argument of a keyword. */
export interface Argument<Name extends string = string, T = unknown> {
  readonly name: Name
  /** The name as suites write it, where it is not made of `name`: it must be written exactly so. */
  readonly shown?: string
  readonly type: ArgumentType<T>
  readonly doc: string
  /** `one` takes one value, `rest` all further positional ones, `named` all further named ones. */
  readonly kind: 'one' | 'rest' | 'named'
  /** True if it can be given by name only, as what stands after `@{rest}` in a user keyword. */
  readonly namedOnly?: boolean
  /** True if it cannot be given by name, so that `name=value` is a value. */
  readonly positionalOnly?: boolean
  /** Set if the keyword takes a {@link LateValue}: the cell as written, and its value when it asks. */
  readonly late?: LateKind
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
  /**
   * Splits the cells after the own arguments into calls; `conditions` are cells that stand before each. Throws a
   * SuiteError where words such as `ELSE` lack what they need.
   */
  split(cells: readonly string[]): readonly NestedCall[]
  /** How many arguments are the keyword's own. */
  readonly own: number
  /** True if there need not be a call. */
  readonly optional?: boolean
  /** Splits what a sentence has in the place of the calls, where there may be several. */
  cells?(written: Cell): readonly Cell[]
}

/** One nested call: offsets of its cells, and of the condition that decides about it. */
export interface NestedCall {
  readonly from: number
  readonly to: number
  readonly condition?: number
  /** True if every item of a list in its place is a call without arguments. */
  readonly each?: boolean
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
  /** Sentences that call it, such as `Read serial until {text} [within {timeout}]`. */
  readonly phrases?: readonly string[]
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
  readonly phrases?: readonly string[]
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

/** Keywords with phrases by their names; throws an Error for a name that none of them has. */
export function withPhrases(
  keywords: readonly LooseKeyword[],
  phrases: Readonly<Record<string, readonly string[]>>,
): LooseKeyword[] {
  const names = new Set(keywords.map(({ name }) => name))
  const unknown = Object.keys(phrases).find((name) => !names.has(name))
  if (unknown !== undefined) throw new Error(`There is no keyword "${unknown}" to give phrases to.`)
  return keywords.map((keyword) => {
    const own = phrases[keyword.name]
    return own === undefined ? keyword : { ...keyword, phrases: own }
  })
}

/** A named set of keywords. */
export interface Library {
  readonly name: string
  readonly doc: string
  readonly keywords: readonly Keyword[]
  /** Other names that suites import it by. */
  readonly aliases?: readonly string[]
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

/** All further named values, by their names. */
export function named<const Name extends string, T>(
  name: Name,
  type: ArgumentType<T>,
  doc: string,
): Argument<Name, Readonly<Record<string, T>>> {
  return { name, type: type as ArgumentType<never>, doc, kind: 'named', optional: true }
}

/** A required argument that is passed on as written. */
export function late<const Name extends string>(
  name: Name,
  kind: LateKind,
  doc: string,
): Argument<Name, LateValue> {
  return { ...(arg(name, anything, doc) as Argument<Name, LateValue>), late: kind, positionalOnly: true }
}

/** An argument that is passed on as written and may be left out. */
export function lateOptional<const Name extends string>(
  name: Name,
  doc: string,
): Argument<Name, LateValue | undefined> {
  return { ...late(name, 'value', doc), optional: true }
}

/** All further positional arguments, passed on as written. */
export function lateRest<const Name extends string>(
  name: Name,
  doc: string,
): Argument<Name, readonly LateValue[]> {
  const argument = rest(name, anything, doc) as Argument<Name, readonly unknown[]>
  return { ...(argument as Argument<Name, readonly LateValue[]>), late: 'value' }
}

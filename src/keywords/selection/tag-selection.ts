import { quotedList } from '../../grammar/faults/quoted-list.ts'
import { foldTag } from '../interpreter/tags.ts'
import { parseTagPattern, type TagPattern } from './tag-pattern.ts'

/** The patterns of tags that a run was given. */
export interface GivenTags {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly skip: readonly string[]
  readonly skipOnFailure: readonly string[]
}

/** No patterns: what a run has that was given none. */
export const NO_TAGS: GivenTags = { include: [], exclude: [], skip: [], skipOnFailure: [] }

/** Decides by their tags which tests run, and how those that fail end. Reserved `robot:` tags count too. */
export class TagSelection {
  readonly #include: readonly TagPattern[]
  readonly #exclude: readonly TagPattern[]
  readonly #skip: readonly TagPattern[]
  readonly #skipOnFailure: readonly TagPattern[]

  constructor(given: GivenTags) {
    this.#include = given.include.map(parseTagPattern)
    this.#exclude = given.exclude.map(parseTagPattern)
    this.#skip = given.skip.map(parseTagPattern)
    this.#skipOnFailure = given.skipOnFailure.map(parseTagPattern)
  }

  /** Whether a test belongs to the run. */
  includes(tags: readonly string[]): boolean {
    if (hasTag(tags, 'robot:exclude') || anyOf(this.#exclude, tags)) return false
    return this.#include.length === 0 || anyOf(this.#include, tags)
  }

  /** Why a test is skipped, in Robot's words; undefined if it runs. */
  skipReason(tags: readonly string[]): string | undefined {
    if (hasTag(tags, 'robot:skip')) return "Test skipped using 'robot:skip' tag."
    return anyOf(this.#skip, tags) ? `Test skipped using ${spoken(this.#skip)}.` : undefined
  }

  /** What a failed test says that counts as skipped; undefined if it counts as failed. */
  skippedFailure(tags: readonly string[], message: string): string | undefined {
    const reserved = 'robot:skip-on-failure'
    const isReserved = hasTag(tags, reserved)
    if (!isReserved && !anyOf(this.#skipOnFailure, tags)) return undefined
    const what = isReserved ? `'${reserved}' tag` : spoken(this.#skipOnFailure)
    return `Failed test skipped using ${what}.\n\nOriginal failure:\n${message}`
  }
}

/** Whether a reserved tag is among the tags. */
export function hasTag(tags: readonly string[], reserved: string): boolean {
  return tags.some((tag) => foldTag(tag) === reserved)
}

function anyOf(patterns: readonly TagPattern[], tags: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.matches(tags))
}

function spoken(patterns: readonly TagPattern[]): string {
  const kind = patterns.every(({ isPlain }) => isPlain) ? 'tag' : 'tag pattern'
  return `${quotedList(patterns.map(({ text }) => text))} ${kind}${patterns.length === 1 ? '' : 's'}`
}

import { splitNamed } from '../../../grammar/parse-cell.ts'
import { SuiteError } from '../../../runtime/errors.ts'
import { anything, text } from '../../catalogue/argument-type.ts'
import { defineKeyword, lateRest, rest } from '../../catalogue/keyword.ts'
import type { Variables } from '../../catalogue/keyword-context.ts'
import type { LateValue } from '../../catalogue/late-value.ts'
import { asDict, keyOf } from '../../value/containers.ts'

/** The keywords that make lists, dicts and texts of several values. */
export const containerKeywords = [
  defineKeyword({
    name: 'Create List',
    doc: 'Gives a list of the values.',
    arguments: [rest('items', anything, 'The values.')],
    run: ({ items }) => [...items],
  }),
  defineKeyword({
    name: 'Create Dictionary',
    doc: 'Gives a dict of `key=value` items, of keys and values in turn, and of other dicts.',
    arguments: [lateRest('items', 'The items.')],
    run: ({ items }, { variables }) => createDict(items, variables),
  }),
  defineKeyword({
    name: 'Catenate',
    doc: 'Joins texts with a space, or with what a first item `SEPARATOR=…` says.',
    arguments: [rest('items', text, 'The texts.')],
    run: ({ items }) => {
      const separator = /^SEPARATOR=(.*)$/s.exec(items[0] ?? '')?.[1]
      return separator === undefined ? items.join(' ') : items.slice(1).join(separator)
    },
  }),
]

/** A dict of items as `Create Dictionary` and `Set Test Variable    &{dict}` take them. */
export function createDict(items: readonly LateValue[], variables: Variables): Map<unknown, unknown> {
  const isPair = (item: LateValue) => splitItem(item) !== undefined || item.expands === 'dict'
  const first = items.findIndex(isPair)
  const separate = valuesOf(first === -1 ? items : items.slice(0, first))
  if (separate.length % 2 !== 0) {
    const message = `Expected even number of keys and values, got ${separate.length}.`
    throw new SuiteError('not-a-dict', message)
  }
  const dict = new Map<unknown, unknown>()
  for (let at = 0; at < separate.length; at += 2) dict.set(keyOf(separate[at]), separate[at + 1])
  return addPairs(dict, first === -1 ? [] : items.slice(first), variables)
}

/** Adds `key=value` items and whole dicts. */
export function addPairs(
  dict: Map<unknown, unknown>,
  items: readonly LateValue[],
  variables: Variables,
): Map<unknown, unknown> {
  for (const item of items) {
    const split = splitItem(item)
    const whole = split === undefined ? asDict(item.get()) : undefined
    if (split !== undefined) dict.set(keyOf(variables.replace(split.name)), variables.replace(split.value))
    else if (whole !== undefined) for (const [key, value] of whole) dict.set(key, value)
    else throw noPair(item)
  }
  return dict
}

/** The values of items, those of lists one by one. */
export function valuesOf(items: readonly LateValue[]): unknown[] {
  return items.flatMap((item) => (item.expands === 'list' ? (item.get() as unknown[]) : [item.get()]))
}

function splitItem({ text: written, expands }: LateValue) {
  return written === undefined || expands !== undefined ? undefined : splitNamed(written)
}

function noPair({ text: written }: LateValue): SuiteError {
  const message = `Invalid dictionary variable item '${written}'. Items must use 'name=value' syntax or be dictionary variables themselves.`
  return new SuiteError('not-a-dict', message)
}

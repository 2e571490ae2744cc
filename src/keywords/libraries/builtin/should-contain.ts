import { SuiteError } from '../../../runtime/errors.ts'
import { anything, integer } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, rest } from '../../catalogue/keyword.ts'
import {
  byName,
  collapseSpaces,
  ignoreCase,
  msg,
  stripSpaces,
  values,
} from '../../comparison/check-arguments.ts'
import { contains, countOf } from '../../comparison/contains.ts'
import { type Telling, told, toldOf } from '../../comparison/inequality.ts'
import { normalize, normalizeContainer, type Tolerance } from '../../comparison/normalize.ts'
import { toBytes } from '../../conversion/bytes.ts'
import { asList } from '../../value/containers.ts'
import { repr, toText } from '../../value/text.ts'
import { typeName } from '../../value/value.ts'

const container = arg('container', anything, 'Text, a list or a dict, whose keys count.')
const item = arg('item', anything, 'What to look for.')
const items = rest('items', anything, 'What to look for.')
const tolerance = [ignoreCase, stripSpaces, collapseSpaces] as const
const telling = [byName(msg), byName(values)] as const
const named = [...telling, byName(ignoreCase), byName(stripSpaces), byName(collapseSpaces)] as const

/** The checks of what a text, list or dict contains. */
export const containmentKeywords = [
  defineKeyword({
    name: 'Should Contain',
    doc: 'Fails unless a text, list or dict contains an item.',
    arguments: [container, item, msg, values, ...tolerance],
    run: (given) => {
      const [all, one] = normalized(given, given)
      if (!contains(all, one)) throw new Error(toldOf(given.container, 'does not contain', one, given))
    },
  }),
  defineKeyword({
    name: 'Should Not Contain',
    doc: 'Fails if a text, list or dict contains an item.',
    arguments: [container, item, msg, values, ...tolerance],
    run: (given) => {
      const [all, one] = normalized(given, given)
      if (contains(all, one)) throw new Error(toldOf(given.container, 'contains', one, given))
    },
  }),
  defineKeyword({
    name: 'Should Contain Any',
    doc: 'Fails unless a text, list or dict contains one of the items.',
    arguments: [container, items, ...named],
    run: (given) => {
      const { any, wanted, options } = anyOf(given)
      if (!any) throw new Error(toldOfAny(given.container, 'does not contain any of', wanted, options))
    },
  }),
  defineKeyword({
    name: 'Should Not Contain Any',
    doc: 'Fails if a text, list or dict contains one of the items.',
    arguments: [container, items, ...named],
    run: (given) => {
      const { any, wanted, options } = anyOf(given)
      if (any) throw new Error(toldOfAny(given.container, 'contains one or more of', wanted, options))
    },
  }),
  defineKeyword({
    name: 'Should Contain X Times',
    doc: 'Fails unless a text or list contains an item so many times.',
    arguments: [container, item, arg('count', integer, 'How many times.'), msg, ...tolerance],
    run: (given) => {
      const [all, one] = normalized(given, given)
      const found = count(all, one)
      if (found === given.count) return
      const reason = `${repr(given.container)} contains '${toText(one)}' ${times(found)}, not ${times(given.count)}.`
      throw new Error(told(reason, given.msg, false))
    },
  }),
  defineKeyword({
    name: 'Get Count',
    doc: 'Gives how many times a text or list contains an item.',
    arguments: [container, item],
    run: (given, context) => {
      const found = count(given.container, given.item)
      context.log(`Item found from container ${times(found)}.`)
      return found
    },
  }),
]

interface Lookup {
  readonly container: unknown
  readonly item: unknown
}

/** Container and item without what does not count. */
function normalized({ container: all, item: one }: Lookup, how: Tolerance): readonly [unknown, unknown] {
  return [normalizeContainer(all, how), normalize(alike(all, one), how)]
}

/** In bytes only bytes can be looked for. */
function alike(all: unknown, one: unknown): unknown {
  return all instanceof Uint8Array ? toBytes(one) : one
}

interface AnyLookup extends Telling, Tolerance {
  readonly container: unknown
  readonly items: readonly unknown[]
}

function anyOf(given: AnyLookup) {
  if (given.items.length === 0) throw new SuiteError('argument-count', 'One or more item required.')
  const all = normalizeContainer(given.container, given)
  const wanted = given.items.map((one) => normalize(alike(given.container, one), given))
  return { any: wanted.some((one) => contains(all, one)), wanted, options: given }
}

function toldOfAny(all: unknown, relation: string, wanted: readonly unknown[], options: Telling): string {
  const names = wanted.map((one) => `'${toText(one)}'`)
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
  return told(`'${toText(all)}' ${relation} ${list}`, options.msg, options.values)
}

function count(all: unknown, one: unknown): number {
  if (typeof all === 'string' || all instanceof Uint8Array || asList(all) !== undefined)
    return countOf(all, one)
  const reason = `TypeError: '${typeName(all)}' object is not iterable`
  throw new SuiteError('not-a-list', `Converting '${toText(all)}' to list failed: ${reason}`)
}

function times(number: number): string {
  return `${number} time${number === 1 ? '' : 's'}`
}

import { anything, boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { asDict, keepItem } from '../../value/containers.ts'
import { typeError } from '../../value/evaluation-error.ts'
import { repr, toText } from '../../value/text.ts'
import { isPlainObject, typeName } from '../../value/value.ts'
import { keyWritten, type Place, placesOf, valueAt } from './json-path.ts'

const object = arg('jsonObject', anything, 'The value, as Load Json From File gives it.')
const path = arg(
  'jsonPath',
  text,
  'Where, as a JSONPath: `$.store.book[0].title`, `$..price`, `$.a[?(@.x > 1)]`.',
)

/** The keywords that find values by path and change them where they are. */
export const jsonValueKeywords = [
  defineKeyword({
    name: 'Get Value From Json',
    doc: 'Gives all values that a path leads to, as a list.',
    arguments: [object, path, optional('failOnEmpty', boolean, false, 'True fails if there are none.')],
    run: async (given) => {
      const values = await valuesOf(given)
      if (values.length > 0 || !given.failOnEmpty) return values
      throw new Error(`Get Value From Json keyword failed to find a value for ${given.jsonPath}`)
    },
  }),
  defineKeyword({
    name: 'Has Value In Json',
    doc: 'Gives True if a path leads to a value.',
    arguments: [object, path],
    run: async (given) => (await placesOf(given.jsonObject, given.jsonPath)).length > 0,
  }),
  defineKeyword({
    name: 'Should Have Value In Json',
    doc: 'Fails unless a path leads to a value.',
    arguments: [object, path],
    run: async (given) => {
      if ((await valuesOf(given)).length === 0) throw new Error(`No value found for path ${given.jsonPath}`)
    },
  }),
  defineKeyword({
    name: 'Should Not Have Value In Json',
    doc: 'Fails if a path leads to a value.',
    arguments: [object, path],
    run: async (given) => {
      const values = await valuesOf(given)
      if (values.length > 0) throw new Error(`Match found for path ${given.jsonPath}: ${repr(values)}`)
    },
  }),
  defineKeyword({
    name: 'Add Object To Json',
    doc: 'Adds to what a path leads to: items to a list, entries to a dict. A last name that is not there is made.',
    arguments: [object, path, arg('objectToAdd', anything, 'What to add.')],
    run: async (given) => {
      const places = await placesOf(given.jsonObject, given.jsonPath)
      for (const place of places) add(valueAt(given.jsonObject, place), given.objectToAdd)
      if (places.length === 0) await addMember(given)
      return given.jsonObject
    },
  }),
  defineKeyword({
    name: 'Update Value To Json',
    doc: 'Puts a value in the place of all that a path leads to.',
    arguments: [object, path, arg('newValue', anything, 'The value.')],
    run: async (given) => {
      for (const place of await placesOf(given.jsonObject, given.jsonPath))
        if (place.length > 0) replace(given.jsonObject, place, given.newValue)
      return given.jsonObject
    },
  }),
  defineKeyword({
    name: 'Delete Object From Json',
    doc: 'Removes all that a path leads to.',
    arguments: [object, path],
    run: async (given) => {
      // From the end, so that the indexes of the others stay what they are.
      const places = await placesOf(given.jsonObject, given.jsonPath)
      for (const place of places.sort(byIndex).reverse()) remove(given.jsonObject, place)
      return given.jsonObject
    },
  }),
]

interface Given {
  readonly jsonObject: unknown
  readonly jsonPath: string
}

async function valuesOf({ jsonObject, jsonPath }: Given): Promise<unknown[]> {
  return (await placesOf(jsonObject, jsonPath)).map((place) => valueAt(jsonObject, place))
}

function add(target: unknown, added: unknown): void {
  if (Array.isArray(target)) target.push(added)
  else if (target instanceof Map) {
    const entries = asDict(added)
    if (entries === undefined) throw typeError(`'${typeName(added)}' object is not a dict`)
    for (const [key, value] of entries) target.set(key, value)
  } else throw typeError(`nothing can be added to a value of type '${typeName(target)}'`)
}

/** The path leads nowhere: its last name becomes a member of what the rest leads to. */
async function addMember(given: Given & { readonly objectToAdd: unknown }): Promise<void> {
  const [, parent, name] = /^(.+?)\.([^.[\]]+)$/s.exec(given.jsonPath) ?? []
  const places = parent === undefined ? [] : await placesOf(given.jsonObject, parent)
  const [first] = places
  if (first === undefined || name === undefined)
    throw new Error(`no match found for parent ${parent ?? given.jsonPath}`)
  for (const place of places) keepItem(valueAt(given.jsonObject, place), [name], given.objectToAdd)
}

function replace(root: unknown, place: Place, value: unknown): void {
  const [container, key] = containerOf(root, place)
  keepItem(container, [key], value)
}

function remove(root: unknown, place: Place): void {
  if (place.length === 0) throw new Error('The whole value cannot be deleted.')
  const [container, key] = containerOf(root, place)
  if (Array.isArray(container)) container.splice(Number(key), 1)
  else if (container instanceof Map) container.delete(key)
  else if (isPlainObject(container)) delete container[String(key)]
  else throw typeError(`'${typeName(container)}' object doesn't support item deletion`)
}

/** What holds a place, and under which key. */
function containerOf(root: unknown, place: Place): readonly [container: unknown, key: unknown] {
  const container = valueAt(root, place.slice(0, -1))
  const key = place.at(-1) ?? ''
  return [container, container instanceof Map ? keyWritten(container, key) : key]
}

function byIndex(a: Place, b: Place): number {
  const differs = a.findIndex((key, index) => key !== b[index])
  const [x, y] = [a[differs], b[differs]]
  if (typeof x === 'number' && typeof y === 'number') return x - y
  return toText(a) < toText(b) ? -1 : 1
}

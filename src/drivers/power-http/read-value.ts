import { filled, type Placeholders } from './placeholders.ts'
import type { ValuePlace } from './request-format.ts'

/** The value at its place in an answer; undefined if it is not there. The whole answer where no place is given. */
export function readValue(answer: string, place: ValuePlace, values: Placeholders): unknown {
  if (place.match !== undefined) return matched(answer, filled(place.match, values))
  if (place.at === undefined) return answer.trim()
  const json = parsed(answer)
  for (const path of [place.at].flat()) {
    const found = at(json, filled(path, values))
    if (found !== undefined && typeof found !== 'object') return found
  }
  return undefined
}

function matched(answer: string, pattern: string): string | undefined {
  const match = new RegExp(pattern, 'm').exec(answer)
  return match?.[1] ?? match?.[0]
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    return undefined // told by whoever misses the value
  }
}

/** `a.b[0].c`, and `[key=value]` for the item of a list that has this value. */
function at(json: unknown, path: string): unknown {
  let value = json
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g))
    value = name === undefined ? itemOf(value, index ?? '') : memberOf(value, name)
  return value
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

function itemOf(value: unknown, index: string): unknown {
  if (!Array.isArray(value)) return undefined
  const [key = '', wanted] = index.split('=')
  if (wanted === undefined) return value[Number(key)]
  return value.find((item) => String(memberOf(item, key)) === wanted)
}

import { didYouMean } from './nearest-names.ts'

/** Says what is wrong with a variable's type such as `int`, `list[int | None]` or `Literal["on", "off"]`. */
export function typeProblem(type: string): { message: string; hint: string } | undefined {
  const plain = type.replace(/\bliteral\s*\[[^[\]]+\]/gi, 'any')
  const unknown = plain
    .split(/[[\],|]/)
    .map((name) => name.trim())
    .find((name) => name !== '' && !TYPES.has(name.toLowerCase()))
  if (unknown !== undefined)
    return { message: `There is no type "${unknown}".`, hint: didYouMean(unknown, [...TYPES]) }
  if (isComplete(plain)) return undefined
  return { message: `The type "${type}" is not complete.`, hint: 'Write a type such as int or list[int].' }
}

/** True when brackets pair and a name stands wherever one must. */
function isComplete(type: string): boolean {
  let depth = 0
  for (const char of type) {
    if (char === '[') depth++
    if (char === ']' && --depth < 0) return false
  }
  return depth === 0 && !/(^|[|,[])\s*($|[|,])/.test(type)
}

/** The types that Robot Framework knows by name. */
const TYPES: ReadonlySet<string> = new Set([
  'any',
  'object',
  'str',
  'string',
  'unicode',
  'bool',
  'boolean',
  'int',
  'integer',
  'long',
  'float',
  'double',
  'decimal',
  'bytes',
  'bytearray',
  'datetime',
  'date',
  'timedelta',
  'path',
  'none',
  'sequence',
  'list',
  'tuple',
  'set',
  'frozenset',
  'mapping',
  'map',
  'dictionary',
  'dict',
  'union',
  'literal',
  'secret',
  '...',
  'ellipsis',
])

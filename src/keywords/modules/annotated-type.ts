import { baudRate, current, frequency, size, temperature, voltage } from '../../runtime/units.ts'
import {
  type ArgumentType,
  anything,
  boolean,
  fromSchema,
  oneOf,
  text,
  time,
} from '../catalogue/argument-type.ts'
import { none, union } from '../conversion/union-type.ts'
import { bigInteger, bytes, dictionary, listOf, mapOf, member, number, setOf } from './library-types.ts'
import type { TypeNode } from './syntax.ts'

/** Types that a module declares itself, by name. */
export type TypeTable = ReadonlyMap<string, DeclaredType>

/** An alias, or the members of an enum with their values. */
export type DeclaredType =
  | { readonly kind: 'alias'; readonly type: TypeNode }
  | { readonly kind: 'enum'; readonly members: ReadonlyMap<string, string | number> }

/** Aliases of aliases are followed so far. */
const DEEPEST = 20

/** What an argument must be by the annotation of its parameter; anything where that says too little. */
export function annotatedType(node: TypeNode | undefined, types: TypeTable, depth = 0): ArgumentType {
  if (node === undefined || depth > DEEPEST) return anything
  const inner = (one: TypeNode | undefined) => annotatedType(one, types, depth + 1)
  switch (node.type) {
    case 'TSStringKeyword':
      return text
    case 'TSNumberKeyword':
      return number
    case 'TSBigIntKeyword':
      return bigInteger
    case 'TSBooleanKeyword':
      return boolean
    case 'TSArrayType':
      return listOf(inner(node.elementType))
    case 'TSTypeOperator':
    case 'TSParenthesizedType':
      return inner(node.typeAnnotation)
    case 'TSLiteralType':
    case 'TSUnionType':
      return unionType(node, inner)
    case 'TSTypeLiteral':
    case 'TSObjectKeyword':
      return dictionary
    case 'TSTypeReference':
      return namedType(node, types, inner)
    default:
      return anything
  }
}

type Inner = (node: TypeNode | undefined) => ArgumentType
type NodeOf<Type extends TypeNode['type']> = Extract<TypeNode, { type: Type }>

function unionType(node: NodeOf<'TSLiteralType' | 'TSUnionType'>, inner: Inner): ArgumentType {
  const parts = (node.type === 'TSUnionType' ? node.types : [node]).filter(
    ({ type }) => type !== 'TSUndefinedKeyword',
  )
  const words = parts.map(literalWord)
  if (words.every((word) => word !== undefined)) return oneOf(...words)
  const types = parts.map((part) => (part.type === 'TSNullKeyword' ? none : inner(part)))
  const [only] = types
  if (types.length === 1 && only !== undefined) return only
  // Text stays text wherever it may: as in Robot, what is of one of the types is not converted.
  return types.some((type) => type === anything || type === text) ? anything : union(...types)
}

/** The word of `'a'`. */
function literalWord(node: TypeNode): string | undefined {
  return node.type === 'TSLiteralType' && node.literal.type === 'StringLiteral'
    ? node.literal.value
    : undefined
}

const QUANTITIES: Readonly<Record<string, ArgumentType>> = {
  Duration: time,
  Voltage: fromSchema(voltage(), 'voltage'),
  Current: fromSchema(current(), 'current'),
  Temperature: fromSchema(temperature(), 'temperature'),
  Frequency: fromSchema(frequency(), 'frequency'),
  Size: fromSchema(size(), 'size'),
  BaudRate: fromSchema(baudRate(), 'baud rate'),
}

function namedType(node: NodeOf<'TSTypeReference'>, types: TypeTable, inner: Inner): ArgumentType {
  const name = nameOf(node)
  const [first] = ('typeParameters' in node ? node.typeParameters?.params : undefined) ?? []
  const declared = types.get(name)
  if (declared !== undefined)
    return declared.kind === 'enum' ? member(declared.members) : inner(declared.type)
  if (name === 'Array' || name === 'ReadonlyArray') return listOf(inner(first))
  if (name === 'Set' || name === 'ReadonlySet') return setOf
  if (name === 'Map' || name === 'ReadonlyMap') return mapOf
  if (name === 'Readonly' || name === 'Partial') return inner(first)
  if (name === 'Record') return dictionary
  if (name === 'Uint8Array' || name === 'Buffer') return bytes
  return QUANTITIES[name] ?? anything
}

/** The name of a type; of `api.Name` the last part. */
export function nameOf(node: TypeNode | undefined): string {
  if (node?.type !== 'TSTypeReference') return ''
  const { typeName } = node
  return typeName.type === 'Identifier'
    ? typeName.name
    : typeName.type === 'TSQualifiedName'
      ? typeName.right.name
      : ''
}

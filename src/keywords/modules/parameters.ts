import { type ArgumentType, anything, boolean } from '../catalogue/argument-type.ts'
import type { Argument } from '../catalogue/keyword.ts'
import { annotatedType, nameOf, type TypeTable } from './annotated-type.ts'
import type { DocComment } from './doc-comment.ts'
import { number } from './library-types.ts'
import { asGiven } from './plain-value.ts'
import { type Expression, type Parameter, type Pattern, parseType, type TypeNode } from './syntax.ts'

/** How a function is called: what each of its parameters takes, in order. */
export type Slot =
  | { readonly kind: 'argument' | 'rest' | 'named'; readonly argument: Argument }
  /** An object whose properties are arguments that are given by name. */
  | { readonly kind: 'options'; readonly arguments: readonly Argument[] }
  /** The keyword's context: no argument of the keyword. */
  | { readonly kind: 'context' }

/** What is known about a function besides its parameters. */
export interface FunctionFacts {
  readonly doc: DocComment
  readonly types: TypeTable
}

/** Reads the parameters of a function. */
export function readParameters(parameters: readonly Parameter[], facts: FunctionFacts): Slot[] {
  return parameters.map((parameter, index) =>
    readParameter(parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter, index, facts),
  )
}

/** The arguments that a call gives. */
export function argumentsOf(slots: readonly Slot[]): Argument[] {
  return slots.flatMap((slot) => {
    if (slot.kind === 'context') return []
    return slot.kind === 'options' ? slot.arguments : [slot.argument]
  })
}

function readParameter(pattern: Pattern, index: number, facts: FunctionFacts): Slot {
  const { target, fallback } = withFallback(pattern)
  const name = 'name' in target && typeof target.name === 'string' ? target.name : `argument ${index + 1}`
  const written = facts.doc.parameters.get(name)
  const type = annotationOf(target) ?? (written === undefined ? undefined : parseType(written.type))
  if (nameOf(type) === 'KeywordContext') return { kind: 'context' }
  if (target.type === 'ObjectPattern') return { kind: 'options', arguments: optionsOf(target, type, facts) }
  const optional =
    fallback !== undefined || written?.optional === true || ('optional' in target && target.optional === true)
  const base = { name, type: typeOf(type, fallback, facts), doc: written?.doc ?? '', optional }
  if (target.type === 'RestElement') return { kind: 'rest', argument: restArgument(target, type, facts) }
  if (nameOf(type) === 'FreeNamed')
    return { kind: 'named', argument: { ...base, type: asGiven(anything), kind: 'named', optional: true } }
  return { kind: 'argument', argument: { ...base, kind: 'one', ...fallbackOf(fallback) } }
}

/** A pattern and its default. */
function withFallback(pattern: Pattern): { target: Pattern; fallback: Expression | undefined } {
  return pattern.type === 'AssignmentPattern'
    ? { target: pattern.left as Pattern, fallback: pattern.right }
    : { target: pattern, fallback: undefined }
}

function annotationOf(pattern: object): TypeNode | undefined {
  const annotation = 'typeAnnotation' in pattern ? (pattern.typeAnnotation as TypeAnnotation) : undefined
  return annotation?.typeAnnotation
}

type TypeAnnotation = { readonly typeAnnotation?: TypeNode } | null | undefined

/** The annotation's type, or that of the default, as in Robot. */
function typeOf(
  annotation: TypeNode | undefined,
  fallback: Expression | undefined,
  { types }: FunctionFacts,
): ArgumentType {
  if (annotation !== undefined) return asGiven(annotatedType(annotation, types))
  const value = literalOf(fallback)?.value
  if (typeof value === 'number') return number
  return typeof value === 'boolean' ? boolean : asGiven(anything)
}

function restArgument(
  { argument }: Extract<Pattern, { type: 'RestElement' }>,
  annotation: TypeNode | undefined,
  { types, doc }: FunctionFacts,
): Argument {
  const name = argument.type === 'Identifier' ? argument.name : 'rest'
  const item = annotation?.type === 'TSArrayType' ? annotation.elementType : undefined
  const type = asGiven(annotatedType(item, types))
  return { name, type, doc: doc.parameters.get(name)?.doc ?? '', kind: 'rest', optional: true }
}

/** Each property of a destructured object is an argument that is given by name. */
function optionsOf(
  { properties }: Extract<Pattern, { type: 'ObjectPattern' }>,
  annotation: TypeNode | undefined,
  facts: FunctionFacts,
): Argument[] {
  const members = membersOf(annotation, facts.types)
  return properties.flatMap((property): Argument[] => {
    if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier') return []
    const { name } = property.key
    const { fallback } = withFallback(property.value as Pattern)
    const member = members.get(name)
    const type = typeOf(member?.type, fallback, facts)
    const optional = fallback !== undefined || member === undefined || member.optional
    const doc = [...facts.doc.parameters].find(([path]) => path.endsWith(`.${name}`))?.[1].doc ?? ''
    return [{ name, type, doc, kind: 'one', namedOnly: true, optional, ...fallbackOf(fallback) }]
  })
}

/** The properties of an object type that is written in place or declared in the same module. */
function membersOf(node: TypeNode | undefined, types: TypeTable) {
  const declared = types.get(nameOf(node))
  const type = declared?.kind === 'alias' ? declared.type : node
  const members = new Map<string, { readonly type: TypeNode | undefined; readonly optional: boolean }>()
  for (const member of type?.type === 'TSTypeLiteral' ? type.members : [])
    if (member.type === 'TSPropertySignature' && member.key.type === 'Identifier')
      members.set(member.key.name, { type: annotationOf(member), optional: member.optional === true })
  return members
}

/** A default that is shown in documentation; the function itself fills what is left out. */
function fallbackOf(expression: Expression | undefined): { readonly fallback?: unknown } {
  const literal = literalOf(expression)
  return literal === undefined || literal.value === null ? {} : { fallback: literal.value }
}

function literalOf(node: Expression | undefined): { readonly value: unknown } | undefined {
  if (node === undefined) return undefined
  if (node.type === 'NumericLiteral' || node.type === 'StringLiteral' || node.type === 'BooleanLiteral')
    return { value: node.value }
  if (node.type !== 'UnaryExpression' || node.operator !== '-') return undefined
  return node.argument.type === 'NumericLiteral' ? { value: -node.argument.value } : undefined
}

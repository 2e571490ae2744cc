import type { z } from 'zod'

/** A required parameter: its name, its schema (with unit, where it has one) and one line of documentation. */
export interface Parameter<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly name: Name
  readonly schema: Schema
  readonly doc: string
}

/** Named parameters that may be left out; the schema gives the default. The order is the order of keyword arguments. */
export type OptionalParameters = Readonly<Record<string, z.ZodType>>

interface MemberParameters<P extends readonly Parameter[], O extends OptionalParameters> {
  readonly doc: string
  readonly params: P
  readonly options: O
}

/** A member that is asked once and answers once. */
export interface CallMember<
  P extends readonly Parameter[] = readonly Parameter[],
  O extends OptionalParameters = OptionalParameters,
  R extends z.ZodType = z.ZodType,
> extends MemberParameters<P, O> {
  readonly kind: 'call'
  readonly result: R
  /** True if it changes nothing: then a viewer may call it too. */
  readonly readOnly?: true
}

/** A member that answers with a stream of items, such as measurements or events. */
export interface ItemsMember<
  P extends readonly Parameter[] = readonly Parameter[],
  O extends OptionalParameters = OptionalParameters,
  I extends z.ZodType = z.ZodType,
> extends MemberParameters<P, O> {
  readonly kind: 'items'
  readonly item: I
  /** True if it changes nothing: then a viewer may open it too. */
  readonly readOnly?: true
}

/** A member that carries bytes both ways. */
export interface BytesMember {
  readonly kind: 'bytes'
  readonly doc: string
}

/** A member that opens a connection of its own for each who asks, such as one to a TCP port of the device. */
export interface ConnectionMember<
  P extends readonly Parameter[] = readonly Parameter[],
  O extends OptionalParameters = OptionalParameters,
> extends MemberParameters<P, O> {
  readonly kind: 'connection'
}

/** A member that takes parameters. */
export type MemberWithParameters = CallMember | ItemsMember | ConnectionMember

export type Member = CallMember | ItemsMember | BytesMember | ConnectionMember

/** The contract of one ability of a device, as data: everything else (types, keywords, docs, CLI) comes from it. */
export interface Interface<
  Name extends string = string,
  Members extends Readonly<Record<string, Member>> = Readonly<Record<string, Member>>,
> {
  readonly name: Name
  readonly version: number
  readonly doc: string
  readonly members: Members
}

/** Defines an interface; the result is frozen data. */
export function defineInterface<
  const Name extends string,
  const Members extends Readonly<Record<string, Member>>,
>(definition: Interface<Name, Members>): Interface<Name, Members> {
  return Object.freeze(definition)
}

/** Describes a required parameter of a member. */
export function param<const Name extends string, Schema extends z.ZodType>(
  name: Name,
  schema: Schema,
  doc: string,
): Parameter<Name, Schema> {
  return { name, schema, doc }
}

/** What {@link call} and {@link items} take besides their parts: parameters default to none. */
interface Shape<P extends readonly Parameter[], O extends OptionalParameters> {
  readonly doc: string
  readonly params?: P
  readonly options?: O
  readonly readOnly?: true
}

/** Describes a call member. */
export function call<
  const P extends readonly Parameter[] = readonly [],
  const O extends OptionalParameters = Record<never, never>,
  R extends z.ZodType = z.ZodVoid,
>(shape: Shape<P, O> & { readonly result: R }): CallMember<P, O, R> {
  return { kind: 'call', doc: shape.doc, result: shape.result, ...parameters(shape), ...effect(shape) }
}

/** Describes a member that streams items. */
export function items<
  const P extends readonly Parameter[] = readonly [],
  const O extends OptionalParameters = Record<never, never>,
  I extends z.ZodType = z.ZodType,
>(shape: Shape<P, O> & { readonly item: I }): ItemsMember<P, O, I> {
  return { kind: 'items', doc: shape.doc, item: shape.item, ...parameters(shape), ...effect(shape) }
}

/** Describes a byte stream member. */
export function bytes(shape: { readonly doc: string }): BytesMember {
  return { kind: 'bytes', doc: shape.doc }
}

/** Describes a connection member. */
export function connection<
  const P extends readonly Parameter[] = readonly [],
  const O extends OptionalParameters = Record<never, never>,
>(shape: Shape<P, O>): ConnectionMember<P, O> {
  return { kind: 'connection', doc: shape.doc, ...parameters(shape) }
}

function parameters<P extends readonly Parameter[], O extends OptionalParameters>(shape: Shape<P, O>) {
  return { params: shape.params ?? ([] as unknown as P), options: shape.options ?? ({} as O) }
}

function effect({ readOnly }: { readonly readOnly?: true }): { readonly readOnly?: true } {
  return readOnly === undefined ? {} : { readOnly }
}

/** Names of the interface's members of one kind. */
export type MemberNames<I extends Interface, Kind extends Member['kind']> = {
  [M in keyof I['members']]: I['members'][M]['kind'] extends Kind ? M : never
}[keyof I['members']]

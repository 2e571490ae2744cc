import type { z } from 'zod'
import type {
  CallMember,
  Interface,
  ItemsMember,
  MemberNames,
  OptionalParameters,
  Parameter,
} from '../interface.ts'

/** A member that names no parameters has the general type, a list of any length. */
type Values<P extends readonly Parameter[]> = number extends P['length']
  ? []
  : { [K in keyof P]: P[K] extends Parameter<string, infer S> ? z.input<S> : never }

/** Named parameters of a call, and how to give it up. */
export type CallOptions<O extends OptionalParameters> = Named<O> & { readonly signal?: AbortSignal }

/** A member that names no options has the general type, a record of any names. */
type Named<O extends OptionalParameters> = string extends keyof O
  ? unknown
  : { readonly [K in keyof O]?: z.input<O[K]> | undefined }

type MethodOf<M> =
  M extends CallMember<infer P, infer O, infer R>
    ? (...args: [...Values<P>, options?: CallOptions<O>]) => Promise<z.output<R>>
    : M extends ItemsMember<infer P, infer O, infer I>
      ? (...args: [...Values<P>, options?: CallOptions<O>]) => AsyncIterable<z.output<I>>
      : never

/** An interface as a TypeScript test sees it: required parameters in order, then an object with the others. */
export type ClientOf<I extends Interface> = {
  readonly [M in MemberNames<I, 'call' | 'items'>]: MethodOf<I['members'][M]>
}

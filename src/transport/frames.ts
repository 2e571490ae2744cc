import type { BenchDescription, HoldRequest, Target } from '../runtime/connection.ts'
import type { ErrorData } from './error-data.ts'

/** Version of the frames below; both ends must have the same. */
export const PROTOCOL_VERSION = 1

/** What a client asks for; each question has an id and gets one answer or failure. */
export type Question =
  | { readonly op: 'call'; readonly target: Target; readonly params: Readonly<Record<string, unknown>> }
  | { readonly op: 'items'; readonly target: Target; readonly params: Readonly<Record<string, unknown>> }
  | { readonly op: 'stream'; readonly target: Target }
  | { readonly op: 'write'; readonly stream: number; readonly chunk: Uint8Array }
  | { readonly op: 'close'; readonly stream: number }
  | { readonly op: 'hold'; readonly request: HoldRequest }
  | { readonly op: 'release'; readonly key: string }

/** From client to bench. */
export type ClientFrame =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'cancel'; readonly id: number }

/** From bench to client. `id` is that of the question. */
export type BenchFrame =
  | { readonly kind: 'welcome'; readonly version: number; readonly description: BenchDescription }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'fail'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'item'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'bytes'
      readonly id: number
      readonly offset: number
      readonly time: number
      readonly chunk: Uint8Array
    }
  | {
      readonly kind: 'mark'
      readonly id: number
      readonly offset: number
      readonly time: number
      readonly text: string
    }

import type { Target } from '../../runtime/connection.ts'

/** What happens on an exporter, for its log and its metrics. */
export type ExporterEvent =
  | { readonly kind: 'connected'; readonly client: string; readonly viewer: boolean }
  | { readonly kind: 'link-lost' | 'resumed'; readonly client: string }
  | { readonly kind: 'gone'; readonly client: string; readonly code: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly client?: string; readonly message: string }
  | { readonly kind: 'waits'; readonly client: string; readonly by: string }
  | { readonly kind: 'session-begun'; readonly session: string; readonly client: string }
  | {
      readonly kind: 'session-ended'
      readonly session: string
      readonly client: string
      readonly reason: string
    }
  /** Another exporter got an image, or the rest of one. */
  | { readonly kind: 'image-sent'; readonly image: string; readonly to: string; readonly bytes: number }
  /** Something failed that nobody waits for. */
  | { readonly kind: 'trouble'; readonly message: string }
  | CallEvent
  | HookEvent

/** A call of a driver that has ended. */
export interface CallEvent {
  readonly kind: 'call'
  readonly client: string
  readonly target: Target
  /** Type of the driver. */
  readonly driver: string
  readonly outcome: 'done' | 'failed' | 'cancelled'
  readonly milliseconds: number
  /** Why it failed. */
  readonly message?: string
}

/** A hook that has ended. */
export interface HookEvent {
  readonly kind: 'hook'
  readonly hook: string
  readonly client: string
  readonly outcome: 'done' | 'failed'
  readonly milliseconds: number
  readonly message?: string
}

/** Hears what happens on an exporter. */
export type ExporterListener = (event: ExporterEvent) => void

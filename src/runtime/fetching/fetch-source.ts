import type { FileProgress } from '../connection.ts'
import type { FileStore } from '../files/file-store.ts'
import type { ImageExporters } from './exporter-image.ts'

/** Where files that are fetched go, who has them, and what gives the wait for them up. */
export interface FetchSource {
  readonly store: FileStore
  readonly signal: AbortSignal
  /** The way to other exporters; without it their images cannot be fetched. */
  readonly exporters?: ImageExporters | undefined
  /** Hears how far the fetching is. */
  readonly progress?: ((progress: FileProgress) => void) | undefined
}

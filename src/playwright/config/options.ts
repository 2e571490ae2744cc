import type { PlaywrightTestConfig } from '@playwright/test'

/** What `use` in the configuration takes from Hilwright. */
export interface HilwrightOptions {
  /** Path of the bench file, from the folder of the configuration; `bench.yaml` if left out. */
  benchFile: string
  /** The device under test, by labels or name, where the bench has several: `vendor=acme,model=widget-v2`. */
  board: string
}

/** A Playwright configuration with Hilwright's options, in `use` and beside it. */
export type HilwrightConfig = PlaywrightTestConfig<Partial<HilwrightOptions>, Partial<HilwrightOptions>> & {
  /** Folders in which imported files are looked for after the importing file's own, from the folder of the configuration. */
  readonly resourcePath?: readonly string[]
}

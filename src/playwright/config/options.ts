import type { PlaywrightTestConfig } from '@playwright/test'

/** What `use` in the configuration takes from Hilwright. */
export interface HilwrightOptions {
  /** Path of the bench file, from the folder of the configuration; `bench.yaml` if left out. */
  benchFile: string
  /** The device under test, by labels or name, where the bench has several: `vendor=acme,model=widget-v2`. */
  board: string
}

/** A Playwright configuration in which `use` also takes Hilwright's options. */
export type HilwrightConfig = PlaywrightTestConfig<Partial<HilwrightOptions>, Partial<HilwrightOptions>>

import { resolve } from 'node:path'
import { createConfig } from './define-config.ts'

/** The configuration of a folder that has none. */
export default createConfig(resolve('playwright.config.ts'), {})

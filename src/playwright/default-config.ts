import { createConfig } from './define-config.ts'

/** The configuration of a folder that has none. */
export default createConfig(process.cwd(), {})

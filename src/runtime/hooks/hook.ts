import { z } from 'zod'
import { duration } from '../units.ts'

/** When a hook runs. */
export type HookName = 'beforeSession' | 'afterSession' | 'beforeTest' | 'afterTest'

/** What a bench file says to run around sessions and tests. */
export type Hooks = { readonly [Name in HookName]?: Hook | undefined }

/** A program of the bench's owner, and what follows if it fails. */
export interface Hook {
  /** A command line of the shell, or a program and its arguments. */
  readonly run: string | readonly string[]
  /** Milliseconds after which it is ended, with everything that it started. */
  readonly timeout: number
  /** Goes on with a warning, ends the client's session, or ends that and the exporter. */
  readonly onFailure: 'warn' | 'end-session' | 'exit'
}

const TIMEOUT_MS = 60_000

const EXPECTED = 'expected a command line, or a list of a program and its arguments'
const command = z.union([z.string().trim().min(1), z.array(z.string()).nonempty()], {
  error: EXPECTED,
})

/** A hook before something forbids it if it fails, unless it says otherwise; one after it can only warn. */
function hookSchema(onFailure: Hook['onFailure']) {
  return z.preprocess(
    (value) => (typeof value === 'string' || Array.isArray(value) ? { run: value } : value),
    z.strictObject(
      {
        run: command,
        timeout: duration().default(TIMEOUT_MS),
        onFailure: z.enum(['warn', 'end-session', 'exit']).default(onFailure),
      },
      { error: ({ code }) => (code === 'invalid_type' ? EXPECTED : undefined) },
    ),
  )
}

/** The key `hooks` of a bench file. */
export const hooksSchema = z.strictObject({
  beforeSession: hookSchema('end-session').optional(),
  afterSession: hookSchema('warn').optional(),
  beforeTest: hookSchema('end-session').optional(),
  afterTest: hookSchema('warn').optional(),
})

import { resolve } from 'node:path'
import { z } from 'zod'
import { LastingLine } from './lasting-line.ts'
import type { Link, OpenLink } from './link.ts'
import { type Paste, paste } from './paste.ts'

/** What every console with a connection that comes and goes can be told in the bench file. */
export const lineSettings = {
  paste,
  log: z
    .string()
    .optional()
    .describe(
      'File that gets every byte while the bench is open, whoever listens; relative to the bench file.',
    ),
  appearsLater: z
    .boolean()
    .default(false)
    .describe('true: it need not be there when the bench opens, as a port that comes with the power.'),
}

/** Those settings, as drivers get them. */
export interface LineSettings {
  readonly paste?: Paste
  readonly log?: string | undefined
  readonly appearsLater: boolean
}

/** What the line leads to: what messages call it, and how it is opened. */
export interface LineEnd<L extends Link> {
  readonly name: string
  readonly openLink: OpenLink<L>
}

/** Opens the line of a driver as its bench file says. */
export async function openLine<L extends Link>(
  { paste: pauses, log, appearsLater }: LineSettings,
  end: LineEnd<L>,
  { directory, signal }: { readonly directory: string; readonly signal: AbortSignal },
): Promise<LastingLine<L>> {
  const path = log === undefined ? undefined : resolve(directory, log)
  return LastingLine.open({ ...end, paste: pauses, log: path, appearsLater }, signal)
}

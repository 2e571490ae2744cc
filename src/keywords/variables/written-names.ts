/** How many names are remembered. */
const MOST = 10_000

const written = new Map<string, string>()

/** Remembers how a name was written first; `always` puts it in place of what is known. */
export function rememberName(normalized: string, name: string, always = false): void {
  if (written.size >= MOST) written.clear()
  if (always || !written.has(normalized)) written.set(normalized, name)
}

/** A normalised name as suites write it, for messages. */
export function writtenName(normalized: string): string {
  return written.get(normalized) ?? normalized
}

/** A command that tells on its descriptor 3, when it ends, where it is and what variables it has. */
export function telling(command: string): string {
  return `trap '_c=$?; { pwd; env -0; } >&3; exit $_c' EXIT\n${command}`
}

/** What a command told; undefined if it was killed before. */
export function readTold(told: unknown): { cwd: string; env: Record<string, string> } | undefined {
  const text = told instanceof Uint8Array ? Buffer.from(told).toString() : ''
  const lineEnd = text.indexOf('\n')
  if (lineEnd <= 0) return undefined
  const variables = text
    .slice(lineEnd + 1)
    .split('\0')
    .filter((entry) => entry.includes('='))
  const env = variables.map((entry) => [
    entry.slice(0, entry.indexOf('=')),
    entry.slice(entry.indexOf('=') + 1),
  ])
  return { cwd: text.slice(0, lineEnd), env: Object.fromEntries(env) }
}

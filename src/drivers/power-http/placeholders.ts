/** Values by the names that stand in braces. */
export type Placeholders = Readonly<Record<string, string>>

const KNOWN = ['outlet', 'outlet-1', 'username', 'password']

/** True if everything that looks like a placeholder is one. */
export function hasKnownPlaceholders(text: string): boolean {
  return [...text.matchAll(/\{([\w-]+)\}/g)].every(([, name = '']) => KNOWN.includes(name))
}

/** What is said where {@link hasKnownPlaceholders} is false. */
export const UNKNOWN_PLACEHOLDER = `the placeholders are ${KNOWN.map((name) => `{${name}}`).join(', ')}`

/** What `{…}` stands for: the outlet, counted from 0 too, and who asks. */
export function placeholdersFor(outlet: string, username = '', password = ''): Placeholders {
  const fromZero = /^\d+$/.test(outlet) ? { 'outlet-1': String(Number(outlet) - 1) } : {}
  return { outlet, ...fromZero, username, password }
}

/** Text with its placeholders filled; what is no placeholder stays as it is. */
export function filled(text: string, values: Placeholders, encode = (value: string) => value): string {
  return text.replace(/\{([a-z]+(?:-1)?)\}/g, (written, name: string) => {
    const value = values[name]
    return value === undefined ? written : encode(value)
  })
}

/** JSON with its placeholders filled; text that is nothing but a placeholder becomes a number where its value is one. */
export function filledJson(value: unknown, values: Placeholders): unknown {
  if (typeof value === 'string') return filledText(value, values)
  if (Array.isArray(value)) return value.map((item) => filledJson(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledJson(item, values)]))
}

function filledText(text: string, values: Placeholders): string | number {
  const result = filled(text, values)
  return /^\{[^}]*\}$/.test(text) && /^\d+$/.test(result) ? Number(result) : result
}

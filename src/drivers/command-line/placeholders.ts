/** Values by the names of their placeholders. */
export type PlaceholderValues = Readonly<Record<string, unknown>>

/** `{name}`; `${name}` is the shell's own, and `{{` is a brace. */
const PLACEHOLDER = /\{\{|\}\}|(?<!\$)\{([A-Za-z]\w*)\}/g

/** The names of the placeholders in a text. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => (name === undefined ? [] : [name]))
}

/** The text with values in the place of placeholders. */
export function fill(text: string, values: PlaceholderValues): string {
  return text.replace(PLACEHOLDER, (whole, name?: string) =>
    name === undefined ? whole.slice(1) : written(values[name]),
  )
}

/** Arguments with values in them; one that is nothing but a value which was not given is left out. */
export function fillArguments(words: readonly string[], values: PlaceholderValues): string[] {
  return words
    .filter((word) => {
      const [, name] = /^\{([A-Za-z]\w*)\}$/.exec(word) ?? []
      return name === undefined || values[name] !== undefined
    })
    .map((word) => fill(word, values))
}

/** A line for a shell, and the variables that its placeholders became. */
export interface ShellLine {
  readonly line: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * A line in which placeholders are variables of the shell, so that no value is ever read as part of the line, wherever
 * in it the placeholder stands.
 */
export function shellLine(text: string, values: PlaceholderValues): ShellLine {
  const env: Record<string, string> = {}
  const line = text.replace(PLACEHOLDER, (whole, name?: string) => {
    if (name === undefined) return whole.slice(1)
    const variable = `HIL_${name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()}`
    env[variable] = written(values[name])
    return `"\${${variable}}"`
  })
  return { line, env }
}

/** Numbers in the unit of their parameter, bytes in hexadecimal, lists separated by commas. */
function written(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(written).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

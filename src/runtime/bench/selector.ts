import { SuiteError } from '../errors.ts'

/** What a device must be: labels by name, and `name` for the device's own name. */
export type Selector = Readonly<Record<string, string>>

/** What a selector looks at. */
export interface Selectable {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** Parses `vendor=acme,model=widget-v2`; a word without `=` is a device name. Throws a SuiteError. */
export function parseSelector(text: string): Selector {
  const entries = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const equals = part.indexOf('=')
      if (equals === -1) return ['name', part]
      return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()]
    })
  const bad = entries.find(([key, value]) => key === '' || value === '')
  if (entries.length === 0 || bad !== undefined) {
    const hint = 'Write labels and values: vendor=acme,model=widget-v2'
    throw new SuiteError('selector-syntax', `"${text}" is no selector.`, { hint })
  }
  return Object.fromEntries(entries)
}

/** Whether a device has every label that the selector asks for. */
export function matchesSelector(selector: Selector, device: Selectable): boolean {
  return Object.entries(selector).every(([key, value]) =>
    key === 'name' && device.labels.name === undefined ? device.name === value : device.labels[key] === value,
  )
}

/** Writes a selector the way it is written in suites. */
export function formatSelector(selector: Selector): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

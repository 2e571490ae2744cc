import { z } from 'zod'

/** One kind of quantity: its base unit and the factor of each spelling of a unit to the base. */
interface Quantity {
  readonly name: string
  readonly base: string
  readonly units: Readonly<Record<string, number>>
  readonly example: string
}

const DURATION: Quantity = {
  name: 'duration',
  base: 'ms',
  units: {
    ...spellings(0.000001, 'ns', 'nanosecond', 'nanoseconds'),
    ...spellings(0.001, 'us', 'µs', 'μs', 'microsecond', 'microseconds'),
    ...spellings(1, 'ms', 'msec', 'msecs', 'millis', 'millisec', 'millisecs', 'millisecond', 'milliseconds'),
    ...spellings(1000, '', 's', 'sec', 'secs', 'second', 'seconds'),
    ...spellings(60_000, 'm', 'min', 'mins', 'minute', 'minutes'),
    ...spellings(3_600_000, 'h', 'hour', 'hours'),
    ...spellings(86_400_000, 'd', 'day', 'days'),
    ...spellings(604_800_000, 'w', 'week', 'weeks'),
  },
  example: '500 ms',
}

const VOLTAGE = metric('voltage', 'V', '3.3 V', ['volt', 'volts'])
const CURRENT = metric('current', 'A', '1.2 A', ['amp', 'amps', 'ampere', 'amperes'])
const FREQUENCY = metric('frequency', 'Hz', '16 MHz', ['hertz'])
const RESISTANCE = metric('resistance', 'Ohm', '4.7 kOhm', ['ohm', 'ohms', 'Ω'])
const TEMPERATURE: Quantity = {
  name: 'temperature',
  base: 'degC',
  units: spellings(1, '', 'degC', '°C', 'C', 'celsius'),
  example: '25 degC',
}
const SIZE: Quantity = {
  name: 'size',
  base: 'B',
  units: {
    ...spellings(1, '', 'B', 'byte', 'bytes'),
    ...spellings(1e3, 'kB', 'KB'),
    ...spellings(1e6, 'MB'),
    ...spellings(1e9, 'GB'),
    KiB: 1024,
    MiB: 1024 ** 2,
    GiB: 1024 ** 3,
  },
  example: '4 MiB',
}
const BAUD_RATE: Quantity = {
  name: 'baud rate',
  base: 'baud',
  units: spellings(1, '', 'baud', 'Bd'),
  example: '115200 baud',
}

const KINDS = [DURATION, VOLTAGE, CURRENT, FREQUENCY, RESISTANCE, TEMPERATURE, SIZE, BAUD_RATE]

/** A duration: text with a unit (`500 ms`, `2 s`, `1 min 30 s`; a bare number in text is seconds, as in Robot) or a number of milliseconds. Yields milliseconds. */
export const duration = () => quantity(DURATION)
/** A voltage, `3.3 V`; a bare number is volts. Yields volts. */
export const voltage = () => quantity(VOLTAGE)
/** A current, `1.2 A` or `20 mA`; a bare number is amperes. Yields amperes. */
export const current = () => quantity(CURRENT)
/** A frequency, `16 MHz`; a bare number is hertz. Yields hertz. */
export const frequency = () => quantity(FREQUENCY)
/** A resistance, `4.7 kOhm`; a bare number is ohms. Yields ohms. */
export const resistance = () => quantity(RESISTANCE)
/** A temperature, `25 degC`; a bare number is degrees Celsius. Yields degrees Celsius. */
export const temperature = () => quantity(TEMPERATURE)
/** A size, `4 MiB`; a bare number is bytes. Yields bytes. */
export const size = () => quantity(SIZE)
/** A baud rate, `115200 baud`; a bare number is bauds. Yields bauds. */
export const baudRate = () => quantity(BAUD_RATE)

/** The schema of a kind of quantity by its name; undefined for a kind that is not known. */
export function quantitySchema(name: string): z.ZodType | undefined {
  const kind = kindNamed(name)
  return kind === undefined ? undefined : quantity(kind)
}

/** Reads text as a quantity of a kind by its name, in the unit of its schema; undefined if it is none. */
export function readQuantity(text: string, name: string): number | undefined {
  const kind = kindNamed(name)
  return kind === undefined ? undefined : parseQuantity(text, kind)
}

function kindNamed(name: string): Quantity | undefined {
  return KINDS.find((one) => one.name === name)
}

/** Parses text such as `1 min 30 s` or `-20 mA`; undefined if it is not a quantity of that kind. */
export function parseQuantity(text: string, kind: Quantity): number | undefined {
  const trimmed = text.trim()
  const clock = kind === DURATION ? parseClock(trimmed) : undefined
  if (clock !== undefined) return clock
  const sum = sumOf(trimmed, kind)
  // Robot ignores spaces in a duration altogether: `1 S E C O N D`.
  return sum === undefined && kind === DURATION && /[a-zµμ]$/i.test(trimmed)
    ? sumOf(trimmed.replace(/\s+/g, ''), kind)
    : sum
}

function sumOf(trimmed: string, kind: Quantity): number | undefined {
  const sign = trimmed.startsWith('-') ? -1 : 1
  const parts = [
    ...trimmed.replace(/^[+-]\s*/, '').matchAll(/(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)\s*([^\d\s.]*)\s*/giy),
  ]
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== trimmed.replace(/^[+-]\s*/, ''))
    return undefined
  if (parts.length > 1 && (kind !== DURATION || parts.some((part) => part[2] === ''))) return undefined
  const values = parts.map((part) => scale(Number(part[1]), factor(kind, part[2] ?? '')))
  const sum = values.reduce((a, b) => a + b, 0)
  return Number.isNaN(sum) ? undefined : sign * sum
}

/** Parses a duration written as in a suite; undefined if it is none. Yields milliseconds. */
export function parseDuration(text: string): number | undefined {
  return parseQuantity(text, DURATION)
}

/** Writes a duration the way a person would: `250 ms`, `1.5 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Number(milliseconds.toFixed(milliseconds < 10 ? 1 : 0))} ms`
  if (milliseconds < 59_950) return `${Number((milliseconds / 1000).toFixed(1))} s`
  const seconds = Math.round(milliseconds / 1000)
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

function quantity(kind: Quantity) {
  const expected = `expected a ${kind.name} such as "${kind.example}"`
  return z
    .union([z.number({ error: expected }), z.string({ error: expected })], { error: expected })
    .transform((value, context) => {
      const parsed = typeof value === 'number' ? value : parseQuantity(value, kind)
      if (parsed !== undefined) return parsed
      context.issues.push({ code: 'custom', message: `${expected}, got "${value}"`, input: value })
      return z.NEVER
    })
    .meta({ unit: kind.base, quantity: kind.name, examples: [kind.example] })
}

/** 3300 mV are 3.3 V and not 3.3000000000000003 V: dividing by 1000 is exact where multiplying by 0.001 is not. */
function scale(value: number, by: number | undefined): number {
  if (by === undefined) return Number.NaN
  return by < 1 ? value / Math.round(1 / by) : value * by
}

function factor(kind: Quantity, unit: string): number | undefined {
  const exact = Object.hasOwn(kind.units, unit) ? kind.units[unit] : undefined
  if (exact !== undefined || kind !== DURATION) return exact
  const lower = unit.toLowerCase()
  return Object.hasOwn(kind.units, lower) ? kind.units[lower] : undefined
}

/** `[-][h:]mm:ss[.mil]`, Robot's timer form, in milliseconds. */
function parseClock(text: string): number | undefined {
  const match = /^([+-]?)(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text)
  if (match === null) return undefined
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match
  const total = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -total : total
}

function metric(name: string, base: string, example: string, words: readonly string[]): Quantity {
  const prefixes = { n: 1e-9, u: 1e-6, µ: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9 }
  const prefixed = Object.entries(prefixes).map(([prefix, value]) => [`${prefix}${base}`, value] as const)
  return {
    name,
    base,
    example,
    units: { ...Object.fromEntries(prefixed), ...spellings(1, '', base, ...words) },
  }
}

function spellings(value: number, ...names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, value]))
}

/*
 * Types that libraries in TypeScript annotate parameters with. To TypeScript they are what the keyword gets; suites
 * write them with their units.
 */

/** Milliseconds; suites write `20 s`, numbers are seconds. */
export type Duration = number
/** Volts; suites write `3.3 V`. */
export type Voltage = number
/** Amperes; suites write `250 mA`. */
export type Current = number
/** Degrees Celsius; suites write `25 degC`. */
export type Temperature = number
/** Hertz; suites write `10 kHz`. */
export type Frequency = number
/** Bytes; suites write `4 MiB`. */
export type Size = number
/** Bits a second; suites write `115200 baud`. */
export type BaudRate = number
/** All further named arguments of a call, by their names. */
export type FreeNamed<T = unknown> = Readonly<Record<string, T>>

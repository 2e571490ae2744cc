import { z } from 'zod'
import { hasKnownPlaceholders, UNKNOWN_PLACEHOLDER } from './placeholders.ts'

const template = z.string().refine(hasKnownPlaceholders, UNKNOWN_PLACEHOLDER)

const request = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH']).default('GET').describe('The method.'),
  path: template
    .default('')
    .describe('What follows the URL, with {outlet}, {outlet-1}, {username}, {password}.'),
  headers: z.record(z.string(), template).optional().describe('Headers beside those that are always sent.'),
  body: z.json().optional().describe('Text that is sent as it is, or an object that is sent as JSON.'),
})

const place = {
  at: z
    .union([template, z.array(template).readonly()])
    .optional()
    .describe(
      'Where the value stands in the JSON that comes, as in outputs[{outlet-1}].state; several are tried in order.',
    ),
  match: z
    .string()
    .refine(isRegExp, 'this is no regular expression')
    .optional()
    .describe('Regular expression for an answer that is no JSON; its first group is the value.'),
}

const word = z.union([z.string(), z.number(), z.boolean()])
const quantity = z.strictObject({
  ...place,
  scale: z.number().default(1).describe('Factor to volts or amperes: 0.001 for milliamperes.'),
})

/** How to talk to a power switch over HTTP, as data: in the bench file, or built in. */
export const requestsSchema = z.strictObject({
  outlet: z.string().default('1').describe('The outlet where the bench file names none.'),
  on: request.describe('Switches on.'),
  off: request.describe('Switches off.'),
  state: request
    .extend({
      ...place,
      on: z.array(word).readonly().default([true, 1, 'on']).describe('Values that mean on.'),
      off: z.array(word).readonly().default([false, 0, 'off']).describe('Values that mean off.'),
    })
    .optional()
    .describe('Asks the state; switching is not verified without it.'),
  readings: request
    .extend({
      voltage: quantity.optional().describe('Where the voltage stands.'),
      current: quantity.optional().describe('Where the current stands.'),
    })
    .optional()
    .describe('Asks the meter.'),
})

/** How to talk to a power switch, with defaults filled in. */
export type Requests = z.output<typeof requestsSchema>
export type Request = z.output<typeof request>

/** Where a value stands in an answer. */
export interface ValuePlace {
  readonly at?: string | readonly string[] | undefined
  readonly match?: string | undefined
}

function isRegExp(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}

import type { Failure } from '../model/failure.ts'
import { xmlLine, xmlText } from './xml-text.ts'

/** The failure on one line, for a reader's list. */
export function failureMessage({ message }: Failure): string {
  return xmlLine(message)
}

/** The class of the error, or what else ended the test. */
export function failureType({ type }: Failure): string {
  return xmlLine(type)
}

/** The failure at length: step, message, the excerpt of the suite, frames and causes. */
export function failureText({ step, message, location, snippet, stack, causes }: Failure): string {
  const place = location && `    at ${location.file}:${location.line}:${location.column}`
  const parts = [
    step && `Step: ${step}`,
    message,
    snippet,
    stack ?? place,
    ...causes.map((cause) => `Caused by: ${cause}`),
  ]
  return xmlText(parts.filter(Boolean).join('\n\n'))
}

/** What Playwright takes for a place in code where it ends a line of a stack: `12:34:56` is file 12, line 34, column 56. */
const PLACE = /(?::\d+:\d+|\bnative)\)?$/gm

/** A message as it can stand in a stack: a console says the time, and none of its lines may pass for a place in code. */
export function stackText(message: string): string {
  return message.replace(PLACE, '$& ')
}

/** Puts the message in the stack of an error into a form in which none of its lines passes for a place in code. */
export function guardStack(error: Error): void {
  const { message } = error
  const text = stackText(message)
  if (text === message || error.stack === undefined) return
  error.stack = error.stack.replace(message, () => text)
}

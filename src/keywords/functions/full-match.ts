import { createFrame } from '../expression/frame.ts'
import { Pattern, runPattern } from './pattern.ts'

/** Whether a regular expression in Python's spelling matches the whole text. */
export function fullMatch(pattern: string, text: string): boolean {
  const [flags = ''] = /^\(\?[aiLmsux]+\)/.exec(pattern) ?? []
  const whole = Pattern.parse(`${flags}(?:${pattern.slice(flags.length)})\\Z`, '', pattern)
  return runPattern(whole, text, createFrame(NO_VARIABLES, undefined))?.index === 0
}

const NO_VARIABLES = { variable: () => undefined }

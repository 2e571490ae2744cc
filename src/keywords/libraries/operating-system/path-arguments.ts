import { type ArgumentType, text } from '../../catalogue/argument-type.ts'
import { arg, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { absolutePath } from '../../files/path-text.ts'

/** A path, made absolute; `~` is the home folder. */
export const pathType: ArgumentType<string> = {
  name: 'path',
  convert: (value) => absolutePath(text.convert(value)),
}

/** The file or folder that a keyword is about. */
export const path = arg('path', pathType, 'The path; relative to the folder in which the run was started.')

/** The encoding of a text file. */
export const encoding = optional('encoding', text, 'UTF-8', 'The encoding, such as `latin-1`.')

/** What happens to bytes that are no text. */
export const encodingErrors = optional(
  'encodingErrors',
  text,
  'strict',
  'For bytes that are no text: strict fails, ignore leaves them out, replace puts � in their place.',
)

/** Text in place of the message. */
export const message = optional('msg', optionalText, undefined, 'What to say when the check fails.')

/** `1 item`, `2 items`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

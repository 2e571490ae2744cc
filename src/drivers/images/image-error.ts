import { messageOf, SuiteError } from '../../runtime/errors.ts'

/** The error for an image that is damaged or cut off. */
export function imageCorrupt(file: string, why: string, cause?: unknown): SuiteError {
  const message = `The image ${file} is damaged: ${why.replace(/\.$/, '')}.`
  return new SuiteError('image-corrupt', message, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Build or copy it again.',
  })
}

/** The error for an image that cannot be opened. */
export function imageNotFound(file: string, cause: unknown): SuiteError {
  return new SuiteError('image-not-found', `Cannot read the image ${file}: ${messageOf(cause)}`, {
    cause,
    hint: 'Relative paths start at the folder of the bench file.',
  })
}

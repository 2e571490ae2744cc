import { EvaluationError } from '../value/evaluation-error.ts'

const LETTERS: Readonly<Record<string, string>> = {
  ...{ I: 'i', IGNORECASE: 'i', M: 'm', MULTILINE: 'm', S: 's', DOTALL: 's', X: 'x', VERBOSE: 'x' },
  ...{ A: '', ASCII: '', U: '', UNICODE: '', L: '', LOCALE: '' },
}

/** The letters of flags that are named as in `IGNORECASE | M`. Throws a ValueError in Robot's words. */
export function flagLetters(names: string | undefined): string {
  if (names === undefined || names === '') return ''
  const found = names.split('|').map((name) => {
    const letter = LETTERS[name.trim().toUpperCase()]
    if (letter === undefined) throw new EvaluationError('ValueError', `Unknown regexp flag: ${name}`)
    return letter
  })
  return found.join('')
}

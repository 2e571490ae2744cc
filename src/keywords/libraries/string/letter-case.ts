import type { TextOrBytes } from './text-or-bytes.ts'

/** Lower case; of bytes only ASCII letters change. */
export function lower(characters: string, given: TextOrBytes): string {
  if (given instanceof Uint8Array) return characters.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  return characters.toLowerCase()
}

/** Upper case; of bytes only ASCII letters change. */
export function upper(characters: string, given: TextOrBytes): string {
  if (given instanceof Uint8Array) return characters.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
  return characters.toUpperCase()
}

/** Whether there is a letter with a case, and all such letters are lower case. */
export function isLower(characters: string, given: TextOrBytes): boolean {
  return characters !== upper(characters, given) && characters === lower(characters, given)
}

/** Whether there is a letter with a case, and all such letters are upper case. */
export function isUpper(characters: string, given: TextOrBytes): boolean {
  return characters !== lower(characters, given) && characters === upper(characters, given)
}

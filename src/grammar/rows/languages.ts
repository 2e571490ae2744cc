import type { Language } from './language-words.ts'

/** The languages that a `Language:` row can switch on. */
export const LANGUAGES: readonly Language[] = [{ code: 'en', name: 'English', headers: {}, settings: {} }]

import { type ArgumentType, anything, boolean, integer, oneOf } from '../../catalogue/argument-type.ts'
import { arg, optional } from '../../catalogue/keyword.ts'
import { changeableDict, changeableList, mapping, sequence } from '../../conversion/container-type.ts'
import { emptyText, none, union } from '../../conversion/union-type.ts'
import type { IgnoredCase } from './normalizer.ts'

const CASES: Readonly<Record<string, IgnoredCase>> = {
  ...{ KEY: 'KEYS', KEYS: 'KEYS', VALUE: 'VALUES', VALUES: 'VALUES' },
}

const ignoredCase: ArgumentType<IgnoredCase> = {
  name: 'boolean | KEYS | VALUES',
  convert: (value) => {
    const word = typeof value === 'string' ? CASES[value.toUpperCase()] : undefined
    return word ?? boolean.convert(value)
  },
}

/** A list that is only read. */
export const list = arg('list_', sequence, 'The list.')
/** A list that the keyword changes. */
export const changedList = arg('list_', changeableList, 'The list to change.')
/** A dict that is only read. */
export const dictionary = arg('dictionary', mapping, 'The dict.')
/** A dict that the keyword changes. */
export const changedDictionary = arg('dictionary', changeableDict, 'The dict to change.')
/** Any value. */
export const value = arg('value', anything, 'The value.')
/** Any key. */
export const key = arg('key', anything, 'The key.')
/** A place in a list. */
export const index = arg('index', integer, '0 is the first item, -1 the last.')
/** Where a part of a list begins. */
export const start = optional('start', union<number | ''>(integer, emptyText), 0, 'Where the part begins.')
/** Where a part of a list ends. */
export const end = optional(
  'end',
  union<number | undefined>(integer, none),
  undefined,
  'What follows the part.',
)
/** Whether nested containers are copied too. */
export const deepcopy = optional('deepcopy', boolean, false, 'True copies what is inside as well.')
/** Whether the case of texts counts, also of those inside. */
export const ignoreCase = optional(
  'ignoreCase',
  boolean,
  false,
  'True compares without case, inside lists too.',
)
/** The same for dicts, where keys and values may differ. */
export const ignoreDictCase = optional(
  'ignoreCase',
  ignoredCase,
  false,
  'True compares without case, KEYS or VALUES only those.',
)
/** How urgent a log message is. */
export const level = optional(
  'level',
  oneOf('TRACE', 'DEBUG', 'INFO', 'CONSOLE', 'HTML', 'WARN', 'ERROR'),
  'INFO',
  'TRACE, DEBUG, INFO, WARN or ERROR; CONSOLE also prints it.',
)

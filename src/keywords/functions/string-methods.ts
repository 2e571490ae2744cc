import { formatBraces } from '../operators/brace-format.ts'
import { iterate, lengthOf } from '../value/containers.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { checkLength } from '../value/limits.ts'
import { tuple } from '../value/tuple.ts'
import { typeName } from '../value/value.ts'
import { integerArgument, textArgument } from './argument-reading.ts'
import { type Callable, type CallableOptions, defineMethod } from './callable.ts'

/** The methods of text. */
export const stringMethods: readonly Callable[] = [
  method('upper', (text) => text.toUpperCase()),
  method('lower', (text) => text.toLowerCase()),
  method('casefold', (text) => text.toLowerCase()),
  method('capitalize', (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
  method(
    'title',
    (text) =>
      text.toLowerCase().replace(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
    { work: 'items' },
  ),
  method(
    'swapcase',
    (text) =>
      text.replace(/\p{L}/gu, (char) =>
        char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase(),
      ),
    { work: 'items' },
  ),
  method('strip', (text, [chars]) => strip(strip(text, chars, 'start'), chars, 'end'), { count: [0, 1] }),
  method('lstrip', (text, [chars]) => strip(text, chars, 'start'), { count: [0, 1] }),
  method('rstrip', (text, [chars]) => strip(text, chars, 'end'), { count: [0, 1] }),
  method('startswith', (text, [part]) => options(part, 'startswith').some((one) => text.startsWith(one)), {
    count: [1, 1],
  }),
  method('endswith', (text, [part]) => options(part, 'endswith').some((one) => text.endsWith(one)), {
    count: [1, 1],
  }),
  method(
    'removeprefix',
    (text, [part]) => (text.startsWith(textOf(part)) ? text.slice(textOf(part).length) : text),
    { count: [1, 1] },
  ),
  method(
    'removesuffix',
    (text, [part]) =>
      textOf(part) !== '' && text.endsWith(textOf(part)) ? text.slice(0, -textOf(part).length) : text,
    { count: [1, 1] },
  ),
  method('find', (text, args) => find(text, args), { count: [1, 3] }),
  method('rfind', (text, [part]) => text.lastIndexOf(textOf(part)), { count: [1, 1] }),
  method('index', (text, args) => position(find(text, args)), { count: [1, 3] }),
  method('rindex', (text, [part]) => position(text.lastIndexOf(textOf(part))), { count: [1, 1] }),
  method('count', (text, [part]) => count(text, textOf(part)), { count: [1, 1] }),
  method('replace', replace, { count: [2, 3] }),
  method('join', join, { count: [1, 1] }),
  method('zfill', (text, [width]) => zfill(text, integerArgument(width)), { count: [1, 1] }),
  method('ljust', (text, args) => justify('left', text, args), { count: [1, 2] }),
  method('rjust', (text, args) => justify('right', text, args), { count: [1, 2] }),
  method('center', (text, args) => justify('center', text, args), { count: [1, 2] }),
  method('partition', (text, [part]) => partition(text, text.indexOf(textOf(part)), textOf(part), 'first'), {
    count: [1, 1],
  }),
  method(
    'rpartition',
    (text, [part]) => partition(text, text.lastIndexOf(textOf(part)), textOf(part), 'last'),
    { count: [1, 1] },
  ),
  method('isdigit', (text) => /^\p{Nd}+$/u.test(text)),
  method('isdecimal', (text) => /^\p{Nd}+$/u.test(text)),
  method('isnumeric', (text) => /^\p{N}+$/u.test(text)),
  method('isalpha', (text) => /^\p{L}+$/u.test(text)),
  method('isalnum', (text) => /^[\p{L}\p{N}]+$/u.test(text)),
  method('isspace', (text) => /^\s+$/.test(text)),
  method('isupper', (text) => text !== text.toLowerCase() && text === text.toUpperCase()),
  method('islower', (text) => text !== text.toUpperCase() && text === text.toLowerCase()),
  method('encode', (text) => new TextEncoder().encode(text), { count: [0, 1] }),
  defineMethod('str.format', ([text, ...args]) => formatBraces(textOf(text), { positional: args }), {
    count: [0, 50],
  }),
]

type TextMethod = (text: string, args: readonly unknown[]) => unknown

function method(name: string, run: TextMethod, settings: CallableOptions = {}): Callable {
  return defineMethod(`str.${name}`, ([text, ...args]) => run(textOf(text), args), settings)
}

function textOf(value: unknown): string {
  return textArgument(value, 'argument')
}

/** Takes white space, or any of some characters, off one side. */
export function strip(text: string, chars: unknown, side: 'start' | 'end'): string {
  if (chars === undefined || chars === null) return side === 'start' ? text.trimStart() : text.trimEnd()
  const set = new Set(textOf(chars))
  const letters = [...text]
  if (side === 'end')
    return letters.slice(0, letters.findLastIndex((letter) => !set.has(letter)) + 1).join('')
  const first = letters.findIndex((letter) => !set.has(letter))
  return first === -1 ? '' : letters.slice(first).join('')
}

function options(value: unknown, name: string): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeName(value) === 'tuple') return iterate(value).map(textOf)
  throw typeError(`${name} first arg must be str or a tuple of str, not ${typeName(value)}`)
}

function find(text: string, [part, from, to]: readonly unknown[]): number {
  const start = integerArgument(from, 0)
  const at = text
    .slice(0, to === undefined ? text.length : integerArgument(to))
    .indexOf(textOf(part), start < 0 ? start + text.length : start)
  return at
}

function position(at: number): number {
  if (at === -1) throw new EvaluationError('ValueError', 'substring not found')
  return at
}

function count(text: string, part: string): number {
  return part === '' ? [...text].length + 1 : text.split(part).length - 1
}

/** Python's `replace`: what for, with what, and at most how often. */
export function replace(text: string, [from, to, most]: readonly unknown[]): string {
  const [old, fresh] = [textOf(from), textOf(to)]
  const times = most === undefined ? -1 : integerArgument(most)
  const found = old === '' ? text.length + 1 : count(text, old)
  checkLength(text.length + (times < 0 ? found : Math.min(found, times)) * fresh.length, 'text')
  if (times < 0) return text.replaceAll(old, () => fresh)
  const parts = old === '' ? ['', ...text, ''] : text.split(old)
  return [parts.slice(0, times + 1).join(fresh), ...parts.slice(times + 1)].join(old)
}

function join(text: string, [items]: readonly unknown[]): string {
  const parts = iterate(items)
  const wrong = parts.findIndex((part) => typeof part !== 'string')
  if (wrong !== -1)
    throw typeError(`sequence item ${wrong}: expected str instance, ${typeName(parts[wrong])} found`)
  const length = parts.reduce<number>((sum, part) => sum + text.length + String(part).length, 0)
  checkLength(length, 'text')
  return parts.join(text)
}

function zfill(text: string, width: number): string {
  checkLength(width, 'text')
  const sign = /^[+-]/.test(text) ? text.slice(0, 1) : ''
  return sign + text.slice(sign.length).padStart(width - sign.length, '0')
}

function fillOf(value: unknown): string {
  if (value === undefined) return ' '
  if (typeof value === 'string' && [...value].length === 1) return value
  throw typeError('The fill character must be exactly one character long')
}

/** How many characters are missing at the left and at the right to reach a width. */
function padding(text: string, wanted: unknown): readonly [missing: number, width: number] {
  const width = integerArgument(wanted)
  checkLength(width, 'text')
  return [Math.max(0, width - (lengthOf(text) ?? 0)), width]
}

function justify(
  side: 'left' | 'right' | 'center',
  text: string,
  [wanted, fill]: readonly unknown[],
): string {
  const [missing, width] = padding(text, wanted)
  const mark = fillOf(fill)
  if (side === 'left') return text + mark.repeat(missing)
  const left = side === 'right' ? missing : Math.floor(missing / 2) + (missing & width & 1)
  return mark.repeat(left) + text + mark.repeat(missing - left)
}

function partition(text: string, at: number, part: string, kept: 'first' | 'last'): unknown {
  if (part === '') throw new EvaluationError('ValueError', 'empty separator')
  if (at === -1) return tuple(kept === 'first' ? [text, '', ''] : ['', '', text])
  return tuple([text.slice(0, at), part, text.slice(at + part.length)])
}

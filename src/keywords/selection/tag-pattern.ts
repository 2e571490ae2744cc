import { globExpression } from '../interpreter/glob.ts'
import { foldTag } from '../interpreter/tags.ts'

/** A pattern of tags as Robot Framework has them: `smoke`, `rail-*`, `a AND b`, `a OR b`, `a NOT b`. */
export interface TagPattern {
  /** As it was written. */
  readonly text: string
  /** True where it names one tag and nothing else. */
  readonly isPlain: boolean
  /** Whether a test with these tags is meant. */
  matches(tags: readonly string[]): boolean
}

/** Reads a pattern: `NOT` binds least, `AND` most; case, spaces and underscores of tags do not matter. */
export function parseTagPattern(text: string): TagPattern {
  const test = testOf(text)
  return {
    text,
    isPlain: !/[*?[]/.test(text) && OPERATORS.every((operator) => split(text, operator).length === 1),
    matches: (tags) => test(tags.map(foldTag)),
  }
}

/** Asks about tags that are folded already. */
type Test = (tags: readonly string[]) => boolean

const OPERATORS = ['NOT', 'OR', 'AND'] as const
type Operator = (typeof OPERATORS)[number]

function testOf(text: string): Test {
  for (const operator of OPERATORS) {
    const parts = split(text, operator)
    if (parts.length > 1) return COMBINED[operator](parts)
  }
  const expression = globExpression(foldTag(text.trim()))
  return (tags) => tags.some((tag) => expression.test(tag))
}

const COMBINED: Readonly<Record<Operator, (parts: readonly string[]) => Test>> = {
  NOT: ([first = '', ...others]) => {
    const wanted = first.trim() === '' ? () => true : testOf(first)
    const unwanted = others.map(testOf)
    return (tags) => wanted(tags) && !unwanted.some((test) => test(tags))
  },
  OR: (parts) => {
    const tests = parts.map(testOf)
    return (tags) => tests.some((test) => test(tags))
  },
  AND: (parts) => {
    const tests = parts.map(testOf)
    return (tags) => tests.every((test) => test(tags))
  },
}

/** An operator stands between spaces, or between tags in lower case: `NOTE` is a tag. */
function split(text: string, operator: Operator): string[] {
  const written = operator === 'AND' ? text.replaceAll('&', ' AND ') : text
  const parts = ` ${written} `.split(operator)
  return parts.every((part) => part === '' || isOperand(part)) ? parts : [text]
}

function isOperand(part: string): boolean {
  if (/^\s(?:.*\s)?$/s.test(part)) return true
  const words = part.replace(/NOT|OR|AND/g, '')
  return words === words.toLowerCase()
}

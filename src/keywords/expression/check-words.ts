import type { CheckWord, OperatorNode } from '../../grammar/expression-tree.ts'
import { Pattern, runPattern } from '../functions/pattern.ts'
import { lengthOf } from '../value/containers.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { toText } from '../value/text.ts'
import { typeName } from '../value/value.ts'
import { has, relate } from './compare.ts'
import { type Compiler, isBraced } from './compiler.ts'
import type { Frame, Run } from './frame.ts'

type CheckNode = Extract<OperatorNode, { kind: 'check' }>

/** Checks in words: `x contains "a"`, `x is not between 1 and 2`. */
export function compileCheck({ word, negated, subject, operands }: CheckNode, compiler: Compiler): Run {
  const runSubject = compiler.raw(subject)
  const runs = operands.map(compiler.raw)
  const loose = [subject, ...operands].map(isBraced)
  return (frame) => {
    const check = { word, loose, frame }
    const holds = decide(
      check,
      runSubject(frame),
      runs.map((run) => run(frame)),
    )
    return holds !== negated
  }
}

interface Check {
  readonly word: CheckWord
  readonly loose: readonly boolean[]
  readonly frame: Frame
}

function decide(check: Check, subject: unknown, operands: readonly unknown[]): boolean {
  const [first, second] = operands
  switch (check.word) {
    case 'contains':
      return has(subject, typeof subject === 'string' ? toText(first) : first, check.frame)
    case 'starts with':
      return textOf(check, subject).startsWith(toText(first))
    case 'ends with':
      return textOf(check, subject).endsWith(toText(first))
    case 'matches':
      return matches(textOf(check, subject), first, check.frame)
    case 'is empty':
      return isEmpty(subject)
    case 'between':
      return compare(check, '>=', subject, [first, 1]) && compare(check, '<=', subject, [second, 2])
    case 'at least':
      return compare(check, '>=', subject, [first, 1])
    case 'at most':
      return compare(check, '<=', subject, [first, 1])
    case 'above':
      return compare(check, '>', subject, [first, 1])
    case 'below':
      return compare(check, '<', subject, [first, 1])
  }
}

function compare(
  check: Check,
  operator: '>=' | '<=' | '>' | '<',
  subject: unknown,
  [operand, at]: [unknown, number],
): boolean {
  const relation = { operator, looseLeft: check.loose[0] === true, looseRight: check.loose[at] === true }
  return relate(relation, subject, operand, check.frame)
}

function textOf({ word }: Check, value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array || typeof value === 'number') return toText(value)
  throw typeError(`"${word}" needs text, got ${typeName(value)} ${toText(value)}`)
}

function matches(text: string, pattern: unknown, frame: Frame): boolean {
  if (pattern instanceof Pattern) return runPattern(pattern, text, frame) !== null
  if (typeof pattern !== 'string') throw typeError('"matches" needs a pattern such as /error \\d+/')
  return runPattern(Pattern.parse(pattern, ''), text, frame) !== null
}

function isEmpty(value: unknown): boolean {
  if (value === null) return true
  const length = lengthOf(value)
  if (length !== undefined) return length === 0
  throw new EvaluationError('TypeError', `"is empty" needs text, a list or a dict, got ${typeName(value)}`)
}

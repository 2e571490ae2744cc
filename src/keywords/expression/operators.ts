import type { OperatorNode } from '../../grammar/expression-tree.ts'
import { compute, negate } from '../operators/arithmetic.ts'
import { LONGEST } from '../value/limits.ts'
import { readLiteral } from '../value/literal-text.ts'
import { isTruthy } from '../value/value.ts'
import { type Compiler, isBraced } from './compiler.ts'
import { type Frame, type Run, spend, spendOn } from './frame.ts'

type Node<Kind extends OperatorNode['kind']> = Extract<OperatorNode, { kind: Kind }>

/** `-x`, `not x`. */
export function compileUnary({ operator, operand }: Node<'unary'>, compiler: Compiler): Run {
  const run = compiler.value(operand)
  if (operator === 'not') return (frame) => !isTruthy(run(frame))
  return (frame) => negate(operator, run(frame))
}

/** `a + b` and its like. */
export function compileBinary({ operator, left, right }: Node<'binary'>, compiler: Compiler): Run {
  const runLeft = compiler.raw(left)
  const runRight = compiler.raw(right)
  const loose = isBraced(left) || isBraced(right)
  return (frame) => {
    let a = runLeft(frame)
    let b = runRight(frame)
    if (loose)
      [a, b] = readOperands(
        operator,
        isBraced(left) ? readLiteral(a) : a,
        isBraced(right) ? readLiteral(b) : b,
        a,
        b,
      )
    if (typeof a === 'object' || typeof b === 'object') spendOnLists(frame, operator, a, b)
    const result = compute(operator, a, b)
    if (typeof result !== 'number') spendOn(frame, result)
    return result
  }
}

/** A long list costs before it is made; what no list can be is left to the operator to refuse. */
function spendOnLists(frame: Frame, operator: string, a: unknown, b: unknown): void {
  const [list, times] = Array.isArray(a) ? [a, b] : [b, a]
  if (!Array.isArray(list)) return
  const length = list.length * (operator === '*' ? Number(times) : 1)
  if (length > 0 && length <= LONGEST) spend(frame, length)
}

/** Text beside text is joined as it is: `${prefix} + '-'` with the text `1` is `1-`. */
function readOperands(
  operator: string,
  a: unknown,
  b: unknown,
  rawA: unknown,
  rawB: unknown,
): [unknown, unknown] {
  const joins = operator === '+' && typeof rawA === 'string' && typeof rawB === 'string'
  return joins && (typeof a === 'string' || typeof b === 'string') ? [rawA, rawB] : [a, b]
}

/** `a and b and c`: the value of the last part that was needed. */
export function compileLogic({ operator, operands }: Node<'logic'>, compiler: Compiler): Run {
  const runs = operands.map(compiler.value)
  const stop = operator === 'or'
  return (frame) => {
    let value: unknown
    for (const run of runs) {
      value = run(frame)
      if (isTruthy(value) === stop) break
    }
    return value
  }
}

/** `a if test else b`. */
export function compileConditional({ test, then, otherwise }: Node<'conditional'>, compiler: Compiler): Run {
  const [runTest, runThen, runOtherwise] = [
    compiler.value(test),
    compiler.value(then),
    compiler.value(otherwise),
  ]
  return (frame) => (isTruthy(runTest(frame)) ? runThen(frame) : runOtherwise(frame))
}

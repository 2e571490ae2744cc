import type { ExpressionTree, TextNode } from '../../grammar/expression-tree.ts'
import { Pattern } from '../functions/pattern.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { float } from '../value/float.ts'
import { checkLength } from '../value/limits.ts'
import { readLiteral } from '../value/literal-text.ts'
import { parseQuantity } from '../value/quantity.ts'
import { boundedText } from '../value/text.ts'
import { compileAttribute, compileIndex, compileSlice } from './access.ts'
import { compileCall } from './call.ts'
import { compileCheck } from './check-words.ts'
import { compileCompare } from './compare.ts'
import { type Compiler, isBraced } from './compiler.ts'
import { compileComprehension } from './comprehension.ts'
import type { Run } from './frame.ts'
import { compileDict, compileList } from './nested.ts'
import { compileBinary, compileConditional, compileLogic, compileUnary } from './operators.ts'
import { compileVariable } from './variable.ts'

/** Compiles a tree into closures; evaluating them walks no tree. */
export function compileExpression(tree: ExpressionTree): Run {
  return createCompiler([]).value(tree)
}

function createCompiler(locals: readonly string[]): Compiler {
  const compiler: Compiler = {
    locals,
    value: (tree) => {
      const run = compileRaw(tree, compiler)
      return isBraced(tree) ? (frame) => readLiteral(run(frame)) : run
    },
    raw: (tree) => compileRaw(tree, compiler),
    within: (names) => createCompiler([...locals, ...names]),
  }
  return compiler
}

function compileRaw(tree: ExpressionTree, compiler: Compiler): Run {
  switch (tree.kind) {
    case 'constant':
    case 'int':
      return constant(tree.value)
    case 'float':
      return constant(float(tree.value))
    case 'text':
      return tree.bytes === true ? compileBytes(tree, compiler) : compileText(tree, compiler)
    case 'pattern':
      return () => Pattern.parse(tree.source, tree.flags)
    case 'quantity':
      return compileQuantity(tree.text)
    case 'variable':
      return compileVariable(tree, compiler)
    case 'list':
    case 'tuple':
    case 'set':
      return compileList(tree, compiler)
    case 'dict':
      return compileDict(tree, compiler)
    case 'comprehension':
      return compileComprehension(tree, compiler)
    default:
      return compileOperation(tree, compiler)
  }
}

function compileOperation(tree: ExpressionTree, compiler: Compiler): Run {
  switch (tree.kind) {
    case 'unary':
      return compileUnary(tree, compiler)
    case 'binary':
      return compileBinary(tree, compiler)
    case 'logic':
      return compileLogic(tree, compiler)
    case 'compare':
      return compileCompare(tree, compiler)
    case 'check':
      return compileCheck(tree, compiler)
    case 'conditional':
      return compileConditional(tree, compiler)
    case 'index':
      return compileIndex(tree, compiler)
    case 'slice':
      return compileSlice(tree, compiler)
    case 'attribute':
      return compileAttribute(tree, compiler)
    case 'call':
      return compileCall(tree, compiler)
    default:
      throw new EvaluationError('SyntaxError', `"${tree.kind}" cannot be evaluated`)
  }
}

function constant(value: unknown): Run {
  return () => value
}

function compileText({ parts }: TextNode, compiler: Compiler): Run {
  if (parts.every((part) => typeof part === 'string')) return constant(parts.join(''))
  const runs = parts.map((part) => (typeof part === 'string' ? constant(part) : compiler.raw(part)))
  return (frame) => {
    let text = ''
    for (const run of runs) text += boundedText(run(frame))
    checkLength(text.length, 'text')
    return text
  }
}

/** Each run makes bytes of its own, since bytes can be changed. */
function compileBytes(tree: TextNode, compiler: Compiler): Run {
  const run = compileText(tree, compiler)
  return (frame) => {
    const text = String(run(frame))
    if (/[^\0-\xff]/.test(text))
      throw new EvaluationError('SyntaxError', 'bytes can only contain ASCII literal characters')
    return Uint8Array.from(text, (char) => char.charCodeAt(0))
  }
}

function compileQuantity(text: string): Run {
  const quantity = parseQuantity(text)
  return () => {
    if (quantity !== undefined) return quantity
    throw new EvaluationError(
      'ValueError',
      `"${text}" has no unit that I know`,
      'Units: ms, s, min, h; V, mV; A, mA; Hz, MHz; degC; B, KiB, MiB; baud.',
    )
  }
}

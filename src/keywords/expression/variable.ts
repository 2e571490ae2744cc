import type { VariableNode } from '../../grammar/expression-tree.ts'
import { builtins } from '../functions/builtins.ts'
import { FunctionReference } from '../functions/callable.ts'
import { refusalOf } from '../functions/refusals.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import type { Compiler } from './compiler.ts'
import { type ExpressionScope, grant, type Run } from './frame.ts'

/** A variable: a name that a comprehension binds, else what the scope has, else a function's name (`map(int, x)`). */
export function compileVariable({ form, source }: VariableNode, { locals }: Compiler): Run {
  const slot = form === 'bare' ? locals.lastIndexOf(source) : -1
  if (slot !== -1) return (frame) => frame.locals[slot]
  if (form === 'bare' && builtins.has(source)) return (frame) => variableOrFunction(source, frame.scope)
  return (frame) => {
    const value = frame.scope.variable(source)
    if (value === undefined) return missing(source, form)
    if (typeof value === 'object' || typeof value === 'string') grant(frame, source, value)
    return value
  }
}

/** A name that is a function's: a scope that throws for what it does not know must not hide the function. */
function variableOrFunction(source: string, scope: ExpressionScope): unknown {
  try {
    return scope.variable(source) ?? missing(source, 'bare')
  } catch {
    return missing(source, 'bare')
  }
}

function missing(source: string, form: VariableNode['form']): unknown {
  if (form !== 'bare') throw new EvaluationError('VariableError', `Variable '${source}' not found.`)
  const callable = builtins.get(source)
  if (callable !== undefined) return new FunctionReference(source, callable)
  const hint = refusalOf(source) ?? `Text belongs in quotes: '${source}'.`
  throw new EvaluationError('NameError', `name '${source}' is not defined nor importable as module`, hint)
}

import type { AccessNode, ExpressionTree } from '../../grammar/expression-tree.ts'
import { builtins } from '../functions/builtins.ts'
import { type Callable, callWith, FunctionReference } from '../functions/callable.ts'
import { methodOf } from '../functions/methods.ts'
import { refusalOf } from '../functions/refusals.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { readLiteral } from '../value/literal-text.ts'
import { typeName } from '../value/value.ts'
import { moduleOf, unknownMember } from './access.ts'
import { type Compiler, isBraced } from './compiler.ts'
import { type Frame, type Run, spend } from './frame.ts'

type CallNode = Extract<AccessNode, { kind: 'call' }>

/** `len(x)`, `math.sqrt(x)`, `x.strip()`. Only functions of this language can be called. */
export function compileCall(tree: CallNode, compiler: Compiler): Run {
  if (tree.object === null) return compileFunction(tree, compiler)
  const module = moduleOf(tree.object, compiler)
  if (module === undefined) return compileMethod(tree, tree.object, compiler)
  const callable = module.functions.get(tree.name)
  return callable === undefined
    ? () => unknownMember(module.name, tree.name)
    : callOf(callable, compileArguments(tree, compiler))
}

function compileFunction(tree: CallNode, compiler: Compiler): Run {
  const callable = builtins.get(tree.name)
  if (callable !== undefined) return callOf(callable, compileArguments(tree, compiler))
  return () => {
    const message = `name '${tree.name}' is not defined nor importable as module`
    throw new EvaluationError('NameError', message, refusalOf(tree.name))
  }
}

function callOf(callable: Callable, args: Arguments): Run {
  return (frame) => callWith(callable, args(frame, callable.text === true), frame)
}

function compileMethod(tree: CallNode, object: ExpressionTree, compiler: Compiler): Run {
  const runObject = compiler.raw(object)
  const args = compileArguments(tree, compiler)
  return (frame) => {
    const receiver = runObject(frame)
    const callable = methodOf(receiver, tree.name)
    if (callable === undefined) throw noMethod(receiver, tree.name)
    const { positional, named } = args(frame, typeof receiver === 'string')
    return callWith(callable, { positional: [receiver, ...positional], named }, frame)
  }
}

function noMethod(receiver: unknown, name: string): EvaluationError {
  if (receiver instanceof FunctionReference) return typeError(`'${receiver.name}.${name}' cannot be called`)
  const message = `'${typeName(receiver)}' object has no attribute '${name}'`
  return new EvaluationError('AttributeError', message, refusalOf(`.${name}`))
}

type Arguments = (
  frame: Frame,
  asText: boolean,
) => { readonly positional: readonly unknown[]; readonly named: ReadonlyMap<string, unknown> }

const NONE: ReadonlyMap<string, unknown> = new Map()

/** Arguments that come from `${x}` are read as Robot reads them, unless the function wants text. */
function compileArguments({ args, named }: CallNode, compiler: Compiler): Arguments {
  const runs = args.map((arg) => compileArgument(arg, compiler))
  const namedRuns = named.map((arg) => [arg.name, compileArgument(arg.value, compiler)] as const)
  return (frame, asText) => {
    spend(frame, 1)
    const positional = runs.map((run) => run(frame, asText))
    if (namedRuns.length === 0) return { positional, named: NONE }
    return { positional, named: new Map(namedRuns.map(([name, run]) => [name, run(frame, asText)])) }
  }
}

function compileArgument(
  tree: ExpressionTree,
  compiler: Compiler,
): (frame: Frame, asText: boolean) => unknown {
  const run = compiler.raw(tree)
  const braced = isBraced(tree)
  return (frame, asText) => {
    const value = run(frame)
    return braced && !asText ? readLiteral(value) : value
  }
}

import type { AccessNode, ExpressionTree } from '../../grammar/expression-tree.ts'
import { FunctionReference } from '../functions/callable.ts'
import { referenceMethod } from '../functions/methods.ts'
import { modules } from '../functions/modules.ts'
import { Pattern } from '../functions/pattern.ts'
import { refusalOf } from '../functions/refusals.ts'
import { asDict, getItem, keyOf, slice } from '../value/containers.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { readLiteral } from '../value/literal-text.ts'
import { ObjectValue } from '../value/object-value.ts'
import { typeName } from '../value/value.ts'
import { bareName, type Compiler, isBraced } from './compiler.ts'
import { type Run, spendOn, spendOnItems } from './frame.ts'

type Node<Kind extends AccessNode['kind']> = Extract<AccessNode, { kind: Kind }>

/** `x[0]`, `x['key']`. */
export function compileIndex({ object, index }: Node<'index'>, compiler: Compiler): Run {
  const runObject = compiler.raw(object)
  const runIndex = compiler.raw(index)
  if (!isBraced(index)) return (frame) => getItem(runObject(frame), runIndex(frame))
  return (frame) => {
    const container = runObject(frame)
    const key = runIndex(frame)
    const asText = typeof key === 'string' && asDict(container)?.has(key) === true
    return getItem(container, asText ? key : readLiteral(key))
  }
}

/** `x[1:-1]`, `x[::2]`. */
export function compileSlice({ object, from, to, step }: Node<'slice'>, compiler: Compiler): Run {
  const runObject = compiler.raw(object)
  const [first, last, stride] = [from, to, step].map((part) => part && compiler.value(part))
  return (frame) => {
    const value = runObject(frame)
    const part = (run: Run | null | undefined) => (run ? position(run(frame)) : null)
    const range = { from: part(first), to: part(last), step: part(stride) }
    if (range.step === null || range.step === 1) spendOn(frame, value)
    else spendOnItems(frame, value)
    return slice(value, range)
  }
}

function position(value: unknown): number | null {
  if (value === null) return null
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (typeof value === 'bigint') return value > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER
  throw typeError('slice indices must be integers or None or have an __index__ method')
}

/** `dict.key`, `math.pi`. */
export function compileAttribute({ object, name }: Node<'attribute'>, compiler: Compiler): Run {
  const module = moduleOf(object, compiler)
  if (module !== undefined) {
    const value = module.values.get(name)
    return () => value ?? unknownMember(module.name, name)
  }
  const run = compiler.raw(object)
  return (frame) => attribute(run(frame), name)
}

/** The module that a name stands for: `math` in `math.pi`. */
export function moduleOf(tree: ExpressionTree | null, { locals }: Compiler) {
  const name = tree === null ? undefined : bareName(tree, locals)
  return name === undefined ? undefined : modules.get(name)
}

/** Throws Python's error for a name that a module does not have. */
export function unknownMember(module: string, name: string): never {
  const hint =
    refusalOf(`${module}.${name}`) ??
    `Known: ${[...(modules.get(module)?.functions.keys() ?? [])].join(', ')}.`
  throw new EvaluationError('AttributeError', `module '${module}' has no attribute '${name}'`, hint)
}

function attribute(value: unknown, name: string): unknown {
  if (value instanceof FunctionReference) return ofFunction(value, name)
  const own = value instanceof ObjectValue ? value.attribute(name) : undefined
  if (own !== undefined) return own
  const dict = asDict(value)
  if (dict?.has(keyOf(name))) return dict.get(name)
  if (value instanceof Pattern && name === 'pattern') return value.source
  const hint = refusalOf(name)
  throw new EvaluationError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`, hint)
}

/** `type(x).__name__` and `str.lower` as in `map(str.lower, x)`. */
function ofFunction(reference: FunctionReference, name: string): unknown {
  if (name === '__name__') return reference.name
  const method = reference.isType ? referenceMethod(reference.name, name) : undefined
  if (method !== undefined) return method
  throw new EvaluationError('AttributeError', `type object '${reference.name}' has no attribute '${name}'`)
}

import { type Frame, spend, spendOn, spendOnItems } from '../expression/frame.ts'
import { type EvaluationError, typeError } from '../value/evaluation-error.ts'

/** A function or method that expressions can call. */
export interface Callable {
  /** As in messages: `len`, `str.join`. */
  readonly name: string
  readonly min: number
  readonly max: number
  /** True for methods: the first argument is the object. */
  readonly method: boolean
  /** Names by which arguments may be given, in order of position; `` for those that may not. */
  readonly parameters: readonly string[]
  /** True if text is wanted anyhow, so that text of `${x}` is not read as a number. */
  readonly text: boolean
  /** What it does with its arguments: looks at them, goes through them, or through the items and makes values of them. */
  readonly work: Work
  run(args: readonly unknown[], frame: Frame): unknown
}

/** How much a call costs: nothing that grows, a look at each argument, or something for each item or character. */
export type Work = 'none' | 'look' | 'items'

/** Arguments of one call. */
export interface CallArguments {
  readonly positional: readonly unknown[]
  readonly named: ReadonlyMap<string, unknown>
}

/** Options of {@link define}. */
export interface CallableOptions {
  /** How many arguments, at least and at most: `[1, 1]` unless told. */
  readonly count?: readonly [number, number]
  readonly parameters?: readonly string[]
  readonly text?: boolean
  /** `look` unless told. */
  readonly work?: Work
}

/** Describes a function. */
export function define(name: string, run: Callable['run'], options: CallableOptions = {}): Callable {
  const [min, max] = options.count ?? [1, 1]
  const { parameters = [], text = false, work = 'look' } = options
  return { name, min, max, parameters, text, work, method: false, run }
}

/** Describes a method; `count` does not count the object, and is 0 unless told. */
export function defineMethod(name: string, run: Callable['run'], options: CallableOptions = {}): Callable {
  const [min, max] = options.count ?? [0, 0]
  const parameters = options.parameters === undefined ? [] : ['', ...options.parameters]
  const { work = 'look' } = options
  return { name, min: min + 1, max: max + 1, parameters, text: false, work, method: true, run }
}

/** A function as a value: `int` in `map(int, x)`, a type in `isinstance(x, str)`. */
export class FunctionReference {
  readonly name: string
  readonly callable: Callable

  constructor(name: string, callable: Callable) {
    this.name = name
    this.callable = callable
  }

  get isType(): boolean {
    return TYPES.has(this.name)
  }

  toString(): string {
    return this.isType ? `<class '${this.name}'>` : `<built-in function ${this.name}>`
  }
}

const TYPES = new Set(['int', 'float', 'str', 'bool', 'list', 'tuple', 'dict', 'set', 'bytes', 'NoneType'])

/** Calls a function after checking the number and the names of its arguments. Throws Python's TypeError. */
export function callWith(callable: Callable, { positional, named }: CallArguments, frame: Frame): unknown {
  const count = positional.length
  if (count > callable.max || (count < callable.min && named.size === 0)) throw wrongCount(callable, count)
  for (const value of positional) spendOnArgument(frame, value, callable.work)
  if (named.size === 0) return callable.run(positional, frame)
  const args = [...positional]
  for (const [name, value] of named) {
    const at = callable.parameters.indexOf(name)
    if (at === -1) throw typeError(`${callable.name}() got an unexpected keyword argument '${name}'`)
    if (at < count)
      throw typeError(`argument for ${callable.name}() given by name ('${name}') and position (${at + 1})`)
    args[at] = value
  }
  for (let at = 0; at < callable.min; at++) if (!(at in args)) throw wrongCount(callable, count)
  return callable.run(args, frame)
}

/** A method that goes through a text takes longer than one that copies it. */
function spendOnArgument(frame: Frame, value: unknown, work: Work): void {
  if (typeof value === 'number' || work === 'none') return
  if (work === 'items') {
    spendOnItems(frame, value)
    spendOnItems(frame, value)
  } else if (typeof value === 'string') spend(frame, value.length >> 3)
  else spendOn(frame, value)
}

function wrongCount({ name, min, max, method }: Callable, got: number): EvaluationError {
  const own = method ? 1 : 0
  const given = got - own
  if (max === own) return typeError(`${name}() takes no arguments (${given} given)`)
  if (min === max) return typeError(`${name}() takes exactly ${exactCount(min - own)} (${given} given)`)
  return given < min - own
    ? typeError(`${name} expected at least ${plural(min - own)}, got ${given}`)
    : typeError(`${name} expected at most ${plural(max - own)}, got ${given}`)
}

function exactCount(count: number): string {
  return count === 1 ? 'one argument' : `${count} arguments`
}

function plural(count: number): string {
  return count === 1 ? '1 argument' : `${count} arguments`
}

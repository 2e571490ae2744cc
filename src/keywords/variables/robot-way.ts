import type { Diagnostic } from '../../grammar/diagnostic.ts'
import { type ExpressionTree, partsOf } from '../../grammar/expression-tree.ts'
import { parseCell } from '../../grammar/parse-cell.ts'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { evaluate } from '../expression/evaluate.ts'
import type { ExpressionScope } from '../expression/frame.ts'
import { pythonSyntaxError } from '../expression/python-syntax-error.ts'
import { plainMessage } from '../interpreter/failure.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { expressionFailure, reasonOf, recommendation } from './expression-failure.ts'
import type { Scopes } from './scope.ts'
import type { Source } from './source.ts'

/** Turns a cell, or a variable such as `${x}[0]`, into its source. */
export type Compile = (cell: string) => Source

/** A variable of an expression that has no value. */
export class VariableMissing extends Error {
  /** True for `${x}`, which Robot resolves before it evaluates. */
  readonly braced: boolean

  constructor(cause: unknown, braced: boolean) {
    super(plainMessage(cause), { cause })
    this.braced = braced
  }
}

/** An expression as it is written. */
export interface Written {
  readonly text: string
  readonly compile: Compile
  readonly resolves: boolean
}

/**
 * Robot puts the texts of `${x}` into the expression before it evaluates it; here variables stand for their values.
 * What fails here is tried in Robot's way, so that its result or its message is Robot's.
 */
export class RobotWay {
  readonly #written: Written
  /** True for a condition that is one variable: text in it is the condition. */
  readonly #isLone: boolean

  constructor(written: Written) {
    this.#written = written
    this.#isLone = written.resolves && parseCell(written.text).kind === 'variable'
  }

  /** The value of the expression. */
  evaluate(tree: ExpressionTree, scopes: Scopes, scope: ExpressionScope): unknown {
    try {
      const value = evaluate(tree, scope)
      return this.#isLone && typeof value === 'string' ? this.#textual(value, scope) : value
    } catch (error) {
      if (error instanceof VariableMissing) throw this.#missing(error)
      if (!(error instanceof EvaluationError)) throw error
      return this.#again(tree, error, { scopes, scope })
    }
  }

  /** The failure of text that is no expression; `refusal` says what this language does without. */
  unread(scopes: Scopes, refusal: Diagnostic | undefined): never {
    const { text } = this.#written
    if (refusal !== undefined) throw expressionFailure(text, refusal.message, refusal)
    throw this.#failure(this.#replaced(scopes) ?? text)
  }

  #again(
    tree: ExpressionTree,
    error: EvaluationError,
    { scopes, scope }: { scopes: Scopes; scope: ExpressionScope },
  ): unknown {
    const text = this.#replaced(scopes)
    if (text === undefined || !isPython(tree))
      throw expressionFailure(this.#written.text, reasonOf(error), { cause: error, hint: error.hint })
    return this.#textual(text, scope, error)
  }

  /** Evaluates text that holds no variable of the `${x}` kind; `before` is what failed already. */
  #textual(text: string, scope: ExpressionScope, before?: EvaluationError): unknown {
    const { tree, refused } = parseExpression(text, { from: 'text' })
    if (tree === undefined) throw this.#failure(text, refused ? before : undefined)
    try {
      return evaluate(tree, scope)
    } catch (cause) {
      if (cause instanceof VariableMissing) throw expressionFailure(text, cause.message, { cause })
      throw cause instanceof EvaluationError ? this.#failure(text, cause) : cause
    }
  }

  #failure(text: string, error: EvaluationError = pythonSyntaxError(text)): SuiteError {
    const { text: written, resolves } = this.#written
    const more = resolves ? recommendation(written) : ''
    return expressionFailure(text, reasonOf(error) + more, { cause: error, hint: error.hint })
  }

  #missing(error: VariableMissing): unknown {
    const { text, resolves } = this.#written
    if (error.braced && !resolves) return error.cause
    const hint = error.cause instanceof SuiteError ? error.cause.hint : undefined
    return expressionFailure(text, error.message, { cause: error.cause, hint })
  }

  /** The text with its escapes and variables replaced; undefined where that is no text. */
  #replaced(scopes: Scopes): string | undefined {
    const { text, compile } = this.#written
    const value = compile(text).get(scopes)
    return typeof value === 'string' ? value : undefined
  }
}

/** False where words, patterns or units of ours stand in it. */
function isPython(tree: ExpressionTree): boolean {
  return !OWN_FORMS.has(tree.kind) && partsOf(tree).every(isPython)
}

const OWN_FORMS: ReadonlySet<ExpressionTree['kind']> = new Set(['check', 'pattern', 'quantity'])

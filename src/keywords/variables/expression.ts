import type { Diagnostic } from '../../grammar/diagnostic.ts'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { type BareName, bareNames } from '../expression/bare-names.ts'
import { checkExpression } from '../expression/check-expression.ts'
import { explain } from '../expression/explain.ts'
import type { ExpressionScope } from '../expression/frame.ts'
import { lookUp, variableName } from './look-up.ts'
import { type Compile, RobotWay, VariableMissing } from './robot-way.ts'
import type { Scopes } from './scope.ts'
import type { Source } from './source.ts'

/** An expression that is ready to be evaluated, and what is wrong with it; columns count from 1 in the text. */
export interface Expression {
  readonly diagnostics: readonly Diagnostic[]
  /** Its value; throws a SuiteError in Robot's words. */
  value(scopes: Scopes): unknown
  /** Why it is not true: the part that decided, and the values of its variables. */
  explain(scopes: Scopes): string
  /** The names without any sign that it reads, where they stand; those of functions are among them. */
  readonly names: readonly BareName[]
}

/** Options of {@link compileExpression}. */
export interface ExpressionOptions {
  /** True where Robot resolves the variables as part of the evaluation: in `IF` and `WHILE`. */
  readonly resolves?: boolean
  /** True in `${{ … }}`, where backslashes are not doubled. */
  readonly inline?: boolean
}

/** Reads an expression; `compile` turns the variables in it into sources. */
export function compileExpression(
  text: string,
  compile: Compile,
  { resolves = false, inline = false }: ExpressionOptions = {},
): Expression {
  const {
    tree,
    diagnostics,
    refused = false,
  } = parseExpression(text, {
    from: inline ? 'text' : 'cell',
  })
  const robot = new RobotWay({ text, compile, resolves })
  if (tree === undefined) {
    const value = (scopes: Scopes) => robot.unread(scopes, refused ? diagnostics[0] : undefined)
    return { diagnostics, value, explain: () => text, names: [] }
  }
  const scope = scopeOf(compile)
  return {
    diagnostics: checkExpression(tree),
    value: (scopes) => robot.evaluate(tree, scopes, scope(scopes)),
    explain: (scopes) => explain(tree, text, scope(scopes)).message,
    names: bareNames(tree),
  }
}

function scopeOf(compile: Compile): (scopes: Scopes) => ExpressionScope {
  const sources = new Map<string, Source>()
  const known = (text: string): Source => {
    const found =
      sources.get(text) ?? (/^[$@&%]\{/.test(text) ? bracedSource(text, compile) : bareSource(text))
    sources.set(text, found)
    return found
  }
  return (scopes) => ({ variable: (text) => known(text).get(scopes) })
}

function bracedSource(text: string, compile: Compile): Source {
  const source = compile(text)
  return {
    get: (scopes) => {
      try {
        return source.get(scopes)
      } catch (error) {
        throw marked(error, true)
      }
    },
  }
}

/** `$x` and `x`; the second may be a function or module. */
function bareSource(text: string): Source {
  const name = variableName(text)
  if (!text.startsWith('$')) return { get: (scopes) => scopes.holderOf(name)?.get(name) }
  return {
    get: (scopes) => {
      try {
        return lookUp(name, scopes, text)
      } catch (error) {
        throw marked(error, false)
      }
    },
  }
}

function marked(error: unknown, braced: boolean): unknown {
  return error instanceof SuiteError ? new VariableMissing(error, braced) : error
}

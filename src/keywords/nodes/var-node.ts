import { SuiteError } from '../../runtime/errors.ts'
import type { VariableScope } from '../catalogue/keyword-context.ts'
import { plainMessage } from '../interpreter/failure.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import { toText } from '../value/text.ts'
import { failedWhile } from '../variables/failed-while.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { type AssignTarget, shownName } from '../variables/target.ts'

/** A bound `VAR`. */
export interface VarParts extends StepDescription {
  readonly target: AssignTarget
  /** What `scope=` says. */
  readonly scope: Source | undefined
  readonly value: (scopes: Scopes) => unknown
}

/** `VAR` sets a variable in a scope. */
export class VarNode implements Node {
  readonly #parts: VarParts

  constructor(parts: VarParts) {
    this.#parts = parts
  }

  exec(frame: Frame): StepEnd | Promise<StepEnd> {
    const { target, scope, value } = this.#parts
    return runStep(this.#parts, frame, () => {
      const { scopes } = frame
      const where = scope === undefined ? 'local' : scopeOf(scope, scopes)
      try {
        scopes.set(target.nameNow?.(scopes) ?? target.name, value(scopes), where)
      } catch (error) {
        throw failedWhile(error, `Setting variable '${shownWithType(target, nameOf(target, scopes))}'`)
      }
      return undefined
    })
  }
}

/** As it is written, where a variable in it has no value. */
function nameOf(target: AssignTarget, scopes: Scopes): string {
  try {
    return shownName(target, scopes)
  } catch {
    return target.text
  }
}

function shownWithType({ type }: AssignTarget, name: string): string {
  return type === undefined ? name : `${name.slice(0, -1)}: ${type}}`
}

/** The scope that a word means. Throws a SuiteError in Robot's words. */
function scopeOf(source: Source, scopes: Scopes): VariableScope {
  try {
    const word = toText(source.get(scopes))
    const scope = SCOPES[word.toLowerCase()]
    if (scope !== undefined) return scope
    throw new SuiteError(
      'variable-scope',
      `Value '${word}' is not accepted. Valid values are 'LOCAL', 'TEST', 'TASK', 'SUITE', 'SUITES' and 'GLOBAL'.`,
    )
  } catch (error) {
    throw new SuiteError('variable-scope', `Invalid VAR scope: ${plainMessage(error)}`)
  }
}

const SCOPES: Readonly<Record<string, VariableScope>> = {
  ...{ local: 'local', test: 'test', task: 'test', suite: 'suite', suites: 'suite', global: 'global' },
}

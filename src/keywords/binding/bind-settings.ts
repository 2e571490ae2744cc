import type { Cell, Setting } from '../../grammar/tree.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { parseDuration } from '../../runtime/units.ts'
import type { Node } from '../interpreter/frame.ts'
import { BodyNode } from '../nodes/simple-nodes.ts'
import type { StepBinder } from '../steps/bind-steps.ts'
import { toText } from '../value/text.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { constantSource, type Source } from '../variables/source.ts'
import type { Report } from './report.ts'
import { rowsOf } from './setting-rows.ts'

/** The setting of a canonical name. */
export function settingNamed(settings: readonly Setting[], name: string): Setting | undefined {
  return settings.find((setting) => setting.name === name)
}

/** The values of a setting, or undefined where it is missing, empty or `NONE`. */
export function valuesOf(setting: Setting | undefined): readonly Cell[] | undefined {
  const values = setting?.values ?? []
  const [first] = values
  return first === undefined || first.text === '' || first.text.toUpperCase() === 'NONE' ? undefined : values
}

/** The text of the `Documentation` among settings; empty where there is none. */
export function documentationIn(settings: readonly Setting[]): string {
  const values = settingNamed(settings, 'Documentation')?.values ?? []
  return values.map((cell) => cell.text).join(' ')
}

/** Binds a setup or teardown: one call, or steps in rows of their own. */
export function bindAround(setting: Setting | undefined, binder: StepBinder): Node | undefined {
  const rows = setting === undefined ? undefined : rowsOf(setting)
  if (rows !== undefined && binder.areSteps(rows)) return new BodyNode(binder.body(rows))
  const [name, ...args] = valuesOf(setting) ?? []
  if (name === undefined) return undefined
  const node = binder.call(name, args)
  return /[$@&%]\{/.test(name.text) ? unlessNone(compileCell(name.text), node) : node
}

/** A name in a variable may turn out to be none. */
function unlessNone(name: Source, node: Node): Node {
  return {
    exec: (frame, result) => {
      const value = name.get(frame.scopes)
      return value === '' || toText(value).toUpperCase() === 'NONE' ? undefined : node.exec(frame, result)
    },
  }
}

/** The time that a `Timeout` setting gives, in milliseconds. */
export function bindTimeout(setting: Setting | undefined, report: Report): Source | undefined {
  const [cell] = valuesOf(setting) ?? []
  if (cell === undefined) return undefined
  const source = compileCell(cell.text)
  if (source.constant === undefined) return { get: (scopes) => timeOf(toText(source.get(scopes))) }
  if (parseDuration(cell.text) !== undefined) return constantSource(timeOf(cell.text))
  const message = `"${cell.text}" is no duration.`
  report.add(cell, {
    code: 'wrong-timeout',
    message,
    hint: 'Write a number with a unit, such as "30 s" or "2 min".',
  })
  return { get: () => timeOf(cell.text) }
}

/** Milliseconds; none at all for `NONE`, and no end for a time of nothing. */
function timeOf(text: string): number {
  if (text === '' || text.toUpperCase() === 'NONE') return Number.POSITIVE_INFINITY
  const milliseconds = parseDuration(text)
  if (milliseconds === undefined) throw new SuiteError('bad-duration', `Invalid time string '${text}'.`)
  return milliseconds <= 0 ? Number.POSITIVE_INFINITY : milliseconds
}

import type { Cell, Setting } from '../../grammar/tree.ts'
import { parseDuration } from '../../runtime/units.ts'
import type { TestProgram } from '../test-run/test-program.ts'
import { valuesOf } from './bind-settings.ts'
import type { Report } from './report.ts'

/** The names in `[Requires]    power, console`, whether commas or cells part them. */
export function interfacesIn(values: readonly Cell[]): string[] {
  const names = values.flatMap(({ text }) => text.split(',').map((name) => name.trim().toLowerCase()))
  return [...new Set(names)].filter((name) => name !== '')
}

/** How often, `3`, or how long, `2 min`, `[Retry]` tries a test again. */
export function bindRetry(setting: Setting | undefined, report: Report): TestProgram['retry'] {
  const [cell] = valuesOf(setting) ?? []
  if (cell === undefined) return undefined
  if (/^\d+$/.test(cell.text)) return { count: Number(cell.text) }
  const time = parseDuration(cell.text)
  if (time !== undefined && time > 0) return { time }
  report.add(cell, {
    code: 'wrong-retry',
    message: `[Retry] says how often or how long, but got "${cell.text}".`,
    hint: 'Write a whole number such as 3, or a duration such as 2 min.',
  })
  return undefined
}

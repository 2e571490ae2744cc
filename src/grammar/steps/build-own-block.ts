import { headOf, type RowScope } from '../build/row-scope.ts'
import { splitOptions } from '../cells/row-options.ts'
import type { Cell, ParallelStep, RetryStep } from '../tree.ts'
import { checkNoArguments } from './build-statement.ts'

/** Reads `RETRY    for=2 min    every=5 s` or `RETRY    times=3`. */
export function retryHeader(cells: readonly Cell[], scope: RowScope): Omit<RetryStep, 'body'> {
  const keyword = headOf(cells)
  const { values, options } = splitOptions(cells.slice(1), OPTIONS)
  const { for: time, times, every } = options
  const extra = values.find(({ text }) => !OPTIONS.some((name) => text.startsWith(`${name}=`))) ?? values[0]
  if (extra)
    scope.report(extra, {
      code: 'invalid-option',
      message: `RETRY takes for=, times= and every=, but got "${extra.text}".`,
      hint: EXAMPLE,
    })
  else if (!time && !times)
    scope.report(keyword, {
      code: 'retry-without-limit',
      message: 'RETRY does not say how long or how often to try.',
      hint: EXAMPLE,
    })
  return {
    kind: 'retry',
    keyword,
    ...(time && { time }),
    ...(times && { times }),
    ...(every && { every }),
  }
}

/** Reads `PARALLEL`. */
export function parallelHeader(cells: readonly Cell[], scope: RowScope): Omit<ParallelStep, 'body'> {
  checkNoArguments(cells, scope)
  return { kind: 'parallel', keyword: headOf(cells) }
}

const OPTIONS = ['for', 'times', 'every'] as const
const EXAMPLE = 'Write RETRY    for=2 min    every=5 s, or RETRY    times=3.'

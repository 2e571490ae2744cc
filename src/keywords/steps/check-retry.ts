import type { Cell } from '../../grammar/tree.ts'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import type { Report } from '../binding/report.ts'
import { milliseconds, rounds } from '../nodes/retry-limit.ts'
import { compileCell } from '../variables/compile-cell.ts'

/** The options of a `RETRY`, as written. */
export interface RetryOptions {
  readonly for: Cell | undefined
  readonly times: Cell | undefined
  readonly every: Cell | undefined
}

/** Reports options of a `RETRY` that are no durations or numbers; values that are known only later are not. */
export function checkRetry(options: RetryOptions, report: Report): void {
  checkOption(options.for, (value) => milliseconds('for', value), report)
  checkOption(options.times, rounds, report)
  checkOption(options.every, (value) => milliseconds('every', value), report)
}

function checkOption(cell: Cell | undefined, convert: (value: unknown) => number, report: Report): void {
  const constant = cell === undefined ? undefined : compileCell(cell.text).constant
  if (cell === undefined || constant === undefined) return
  try {
    convert(constant.value)
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error
    report.add(cell, { code: error.code, message: messageOf(error) })
  }
}

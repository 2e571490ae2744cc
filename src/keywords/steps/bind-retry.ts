import type { RetryStep } from '../../grammar/tree.ts'
import type { Report } from '../binding/report.ts'
import { RetryNode } from '../nodes/retry-node.ts'
import type { BindBody } from './bind-body.ts'
import { checkRetry } from './check-retry.ts'
import type { StepCells } from './step-cells.ts'

/** What `RETRY` is bound with. */
export interface RetryParts {
  readonly cells: StepCells
  readonly report: Report
  readonly bindBody: BindBody
}

/** Binds `RETRY`. */
export function bindRetryBlock(step: RetryStep, { cells, report, bindBody }: RetryParts): RetryNode {
  const options = { for: step.time, times: step.times, every: step.every }
  const written = Object.entries(options).flatMap(([name, cell]) => (cell ? [`${name}=${cell.text}`] : []))
  const time = cells.option(step.time)
  const times = cells.option(step.times)
  const every = cells.option(step.every)
  checkRetry(options, report)
  const described = cells.step(step.keyword, ['RETRY', ...written].join('    '))
  return new RetryNode({ ...described, time, times, every, body: bindBody(step.body) })
}

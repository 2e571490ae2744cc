import { lengthOf } from '../../value/containers.ts'
import { EvaluationError } from '../../value/evaluation-error.ts'

/** The offset that an index means, which counts from the end if it is negative. Throws an IndexError in Robot's words. */
export function placeIn(list: unknown, index: number): number {
  const length = lengthOf(list) ?? 0
  const at = index < 0 ? index + length : index
  if (at >= 0 && at < length) return at
  throw new EvaluationError('IndexError', `Given index ${index} is out of the range 0-${length - 1}.`)
}

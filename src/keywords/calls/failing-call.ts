import { SuiteError } from '../../runtime/errors.ts'
import type { Node } from '../interpreter/frame.ts'

/** A step that fails when it runs: what is wrong with it was reported before. */
export function failing(message: string): Node {
  return {
    exec: () => {
      throw new SuiteError('not-bound', message)
    },
  }
}

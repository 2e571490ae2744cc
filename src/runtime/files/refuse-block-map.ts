import { SuiteError } from '../errors.ts'
import { NO_FILE } from './file-parameter.ts'

/** Throws a SuiteError for a block map that was given to a storage that is no block device. */
export function refuseBlockMap(bmap: string | undefined): void {
  if (bmap === undefined || bmap === NO_FILE) return
  throw new SuiteError(
    'bmap-unsupported',
    'This storage is no block device: a block map says nothing about it.',
    {
      hint: 'Leave bmap= out.',
    },
  )
}

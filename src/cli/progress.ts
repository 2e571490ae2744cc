import type { Terminal } from './terminal.ts'

/** Work that takes longer than this says how far it is… */
const SILENT_MS = 1000
/** …and so often. */
const EVERY_MS = 100

/** Shows how many files are checked, on one line of a terminal that is cleared at the end; nothing in a pipe. */
export function showProgress({ stderr }: Terminal): (done: number, all: number) => void {
  const start = performance.now()
  let next = start + SILENT_MS
  let shown = false
  return (done, all) => {
    if (stderr.isTTY !== true) return
    if (shown && done === all - 1) stderr.write('\r\u001b[K')
    else if (performance.now() >= next) {
      shown = true
      next = performance.now() + EVERY_MS
      stderr.write(`\rchecking ${done} of ${all} files`)
    }
  }
}

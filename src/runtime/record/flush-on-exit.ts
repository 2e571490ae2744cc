/** What must not be lost when the process exits. */
interface Flushable {
  flush(): void
}

const open = new Set<Flushable>()

/** Flushes when the process exits, however many are open; call the result when that is no longer needed. */
export function flushOnExit(flushable: Flushable): () => void {
  if (open.size === 0) process.on('exit', flushAll)
  open.add(flushable)
  return () => {
    open.delete(flushable)
    if (open.size === 0) process.off('exit', flushAll)
  }
}

function flushAll(): void {
  for (const flushable of open) {
    try {
      flushable.flush()
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
}

/** The promise, or the reason of a signal if that comes first: for what cannot be told to stop. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const over = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal })
  })
  promise.catch(() => {}) // nobody may be left to hear how it ended
  try {
    return await Promise.race([promise, aborted])
  } finally {
    over.abort()
  }
}

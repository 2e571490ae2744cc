/** Aborts at Ctrl-C, a hang-up or a request to end, for commands that have something to put away. */
export function onInterrupt(): AbortSignal & Disposable {
  const controller = new AbortController()
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const abort = () => controller.abort(new Error('interrupted'))
  for (const name of names) process.on(name, abort)
  const dispose = () => {
    for (const name of names) process.off(name, abort)
  }
  return Object.assign(controller.signal, { [Symbol.dispose]: dispose })
}

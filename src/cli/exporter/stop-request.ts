/** Whether an exporter is to end. */
export interface StopRequest {
  /** Resolves when it is to end: by a signal, or with the reason why it cannot go on. */
  readonly asked: Promise<{ readonly failure?: Error }>
  readonly isAsked: boolean
  /** Aborts when it is asked a second time: then it ends at once. */
  readonly hurry: AbortSignal
  /** It cannot go on. */
  fail(failure: Error): void
}

/** Listens to SIGINT and SIGTERM from now on. */
export function listenForStop(): StopRequest {
  const hurry = new AbortController()
  const { promise, resolve } = withResolvers<{ readonly failure?: Error }>()
  let isAsked = false
  const ask = (why: { readonly failure?: Error }) => {
    if (isAsked) hurry.abort()
    isAsked = true
    resolve(why)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ask({}))
  return {
    asked: promise,
    get isAsked() {
      return isAsked
    },
    hurry: hurry.signal,
    fail: (failure) => ask({ failure }),
  }
}

function withResolvers<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve: (value) => resolve(value) }
}

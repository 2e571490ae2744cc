import { BrokenOff, fetchFailed } from './fetch-failed.ts'

/** How often a download may be sent elsewhere. */
const REDIRECTS = 5

/** How a file is asked for. */
export interface Asking {
  readonly signal: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** The answer at the end of a row of redirections; rejects with {@link BrokenOff} if the server cannot be reached. */
export async function followRedirects(first: string, asking: Asking): Promise<Response> {
  let url = new URL(first)
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const response = await fetch(url, { ...asking, redirect: 'manual' }).catch((error: unknown) => {
      throw asking.signal.aborted ? asking.signal.reason : new BrokenOff(error)
    })
    if (response.ok) return response
    await response.body?.cancel()
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (to === null)
      throw fetchFailed(first, `the server answers ${response.status} ${response.statusText}`.trimEnd())
    const next = new URL(to, url)
    if (!/^https?:$/.test(next.protocol) || (url.protocol === 'https:' && next.protocol !== 'https:'))
      throw fetchFailed(first, `it is sent on to ${next.href}, which is not followed`)
    url = next
  }
  throw fetchFailed(first, `it is sent on more than ${REDIRECTS} times`)
}

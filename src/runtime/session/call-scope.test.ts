import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { CallScopes } from './call-scope.ts'

test('a call ends with its caller, for the caller’s reason', () => {
  const caller = new AbortController()
  using scope = new CallScopes().open({ signal: caller.signal })
  const reason = new Error('timeout')
  caller.abort(reason)
  expect(scope.signal.reason).toBe(reason)
})

test('a call whose caller gave up already starts aborted', () => {
  using scope = new CallScopes().open({ signal: AbortSignal.abort('early') })
  expect(scope.signal.reason).toBe('early')
})

test('the end of a client ends its calls and all that come later', () => {
  const scopes = new CallScopes()
  using running = scopes.open({})
  const reason = new Error('client gone')
  scopes.end(reason)
  scopes.end(new Error('again'))
  using later = scopes.open({})
  expect([running.signal.reason, later.signal.reason, scopes.ended]).toEqual([reason, reason, true])
})

test('a call that is over is left alone, and leaves no listener behind', () => {
  const scopes = new CallScopes()
  const caller = new AbortController()
  const scope = scopes.open({ signal: caller.signal })
  expect(scope.signal.aborted).toBe(false)
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1)
  scope[Symbol.dispose]()
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0)
  scopes.end(new Error('client gone'))
  expect(scope.signal.aborted).toBe(false)
})

import { expect, test } from 'vitest'
import { DeadlineError, isDeadline, sleep, toMilliseconds, withDeadline } from './deadline.ts'

test('a deadline aborts with an error that names what took too long', async () => {
  using deadline = withDeadline(5, undefined, 'waiting for "login:"')
  await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve))
  expect(deadline.signal.reason).toBeInstanceOf(DeadlineError)
  expect(deadline.signal.reason.message).toBe('waiting for "login:" took longer than 5 ms')
})

test('a deadline passes the reason of its parent on, and that is no deadline', () => {
  const parent = new AbortController()
  using deadline = withDeadline(60_000, parent.signal, 'a call')
  parent.abort(new Error('the user pressed Ctrl-C'))
  expect(deadline.signal.reason.message).toBe('the user pressed Ctrl-C')
  expect(isDeadline(deadline.signal.reason)).toBe(false)
})

test('a deadline under an aborted parent is aborted at once', () => {
  using deadline = withDeadline(60_000, AbortSignal.abort('gone'), 'a call')
  expect(deadline.signal.reason).toBe('gone')
})

test('a deadline under a deadline that ran out tells that it was a deadline', async () => {
  using outer = withDeadline(5, undefined, 'the test')
  using inner = withDeadline(60_000, outer.signal, 'a call')
  await new Promise((resolve) => inner.signal.addEventListener('abort', resolve))
  expect(isDeadline(inner.signal.reason)).toBe(true)
})

test('a disposed deadline never aborts, whatever its parent does', async () => {
  const parent = new AbortController()
  const deadline = withDeadline(1, parent.signal, 'a call')
  deadline[Symbol.dispose]()
  parent.abort()
  await sleep(10)
  expect(deadline.signal.aborted).toBe(false)
})

test('a paused deadline counts only the time around the pause', async () => {
  using deadline = withDeadline(60, undefined, 'a call')
  const pauses = [deadline.pause(), deadline.pause()]
  await sleep(150)
  for (const pause of [...pauses, ...pauses]) pause[Symbol.dispose]()
  expect(deadline.signal.aborted).toBe(false)
  await expect.poll(() => deadline.signal.aborted).toBe(true)
})

test('a deadline that was given up does not start again after a pause', async () => {
  const deadline = withDeadline(1, undefined, 'a call')
  const pause = deadline.pause()
  deadline[Symbol.dispose]()
  pause[Symbol.dispose]()
  await sleep(20)
  expect(deadline.signal.aborted).toBe(false)
})

test('an infinite deadline never runs out and starts no timer', async () => {
  using endless = withDeadline(Number.POSITIVE_INFINITY, undefined, 'a call')
  using later = withDeadline(2 ** 40, undefined, 'a call')
  await sleep(10)
  expect([endless.signal.aborted, later.signal.aborted]).toEqual([false, false])
})

test('sleep ends early with the reason of its signal', async () => {
  const controller = new AbortController()
  const sleeping = sleep(60_000, { signal: controller.signal })
  controller.abort('enough')
  await expect(sleeping).rejects.toBe('enough')
  await expect(sleep(60_000, { signal: controller.signal })).rejects.toBe('enough')
})

test('durations are milliseconds or text with a unit', () => {
  expect([toMilliseconds(250), toMilliseconds('2 s'), toMilliseconds('1 min 30 s')]).toEqual([
    250, 2000, 90_000,
  ])
})

test.each(['soon', '', '5 V', -1, Number.NaN])('%j is refused as a duration', (text) => {
  expect(() => toMilliseconds(text)).toThrow(/is not a duration.*\n.*Write a number with a unit/)
})

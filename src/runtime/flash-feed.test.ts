import { expect, it } from 'vitest'
import { FlashFeed } from './flash-feed.ts'

it('tells at once that nothing is under way, and then the newest state', async () => {
  const feed = new FlashFeed()
  const giveUp = new AbortController()
  const states = feed.states(giveUp)
  expect((await states.next()).value).toEqual({ step: 'idle', bytes: 0 })
  const next = states.next()
  feed.tell('write', 1, 10)
  feed.tell('write', 5, 10)
  expect((await next).value).toEqual({ step: 'write', bytes: 5, length: 10 })
  const never = states.next()
  giveUp.abort(new Error('enough'))
  await expect(never).rejects.toThrow('enough')
})

it('is idle again after work that failed', async () => {
  const feed = new FlashFeed()
  const work = feed.during(async () => {
    feed.tell('write', 3)
    throw new Error('torn off')
  })
  await expect(work).rejects.toThrow('torn off')
  const { value } = await feed.states({ signal: new AbortController().signal }).next()
  expect(value).toEqual({ step: 'idle', bytes: 0 })
})

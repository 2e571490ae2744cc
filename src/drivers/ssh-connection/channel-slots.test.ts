import { expect, test } from 'vitest'
import { ChannelSlots } from './channel-slots.ts'

const never = new AbortController().signal

/** A server that takes so many channels at once. */
function server(most: number) {
  const open: (() => void)[] = []
  let refused = 0
  return {
    open,
    get refused() {
      return refused
    },
    take: async (closed: () => void) => {
      if (open.length < most) return open.push(closed)
      refused++
      throw Object.assign(new Error('open failed'), { reason: 2 })
    },
    close: () => open.shift()?.(),
  }
}

test('what the server refuses waits until a channel is closed, and later ones are not even asked for', async () => {
  const slots = new ChannelSlots('board')
  const { open, take, close, ...rest } = server(2)
  void rest
  const all = Promise.all([1, 2, 3, 4].map(() => slots.open(take, never)))
  await expect.poll(() => open.length).toBe(2)
  close()
  await expect.poll(() => open.length).toBe(2)
  close()
  await all
  expect(open).toHaveLength(2)
})

test('who gives up while waiting does not take the place of another', async () => {
  const slots = new ChannelSlots('board')
  const { open, take, close } = server(1)
  await slots.open(take, never)
  const giveUp = new AbortController()
  const first = slots.open(take, giveUp.signal)
  const second = slots.open(take, never)
  giveUp.abort(new Error('enough'))
  await expect(first).rejects.toThrow('enough')
  close()
  await second
  expect(open).toHaveLength(1)
})

test('a refusal at the moment of a closing means nothing: the server may not have counted it', async () => {
  const slots = new ChannelSlots('board')
  const { open, take, close } = server(2)
  const first = slots.open(take, never)
  await slots.open(take, never)
  await first
  let isLate = true
  const takeLate = async (closed: () => void) => {
    if (!isLate) return take(closed)
    isLate = false
    throw Object.assign(new Error('open failed'), { reason: 2 })
  }
  close()
  await slots.open(takeLate, never)
  expect(open).toHaveLength(2)
  expect(slots.limit).toBe(Number.POSITIVE_INFINITY)
})

test('who has a channel without need hears that somebody waits, and the patient come last', async () => {
  const slots = new ChannelSlots('board')
  const { open, take, close } = server(1)
  await slots.open(take, never)
  await expect(slots.open(take, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
  const came: string[] = []
  slots.onWanted(() => came.push('asked'))
  slots.whenRoom(() => came.push('patient'))
  slots.whenRoom(() => came.push('impatient'))()
  const second = slots.open(take, never)
  expect(slots.isWanted).toBe(true)
  close()
  await second
  expect(came).toEqual(['asked'])
  close()
  expect(came).toEqual(['asked', 'patient'])
  expect(open).toHaveLength(0)
})

test('a server that opens none at all is told, and other failures pass as they are', async () => {
  const slots = new ChannelSlots('board')
  await expect(slots.open(server(0).take, never)).rejects.toThrow(
    'board: its SSH server opens no channel: open failed',
  )
  await expect(slots.open(() => Promise.reject(new Error('lost')), never)).rejects.toThrow('lost')
})

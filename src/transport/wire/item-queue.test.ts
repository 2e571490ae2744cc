import { expect, test } from 'vitest'
import { ItemQueue } from './item-queue.ts'

async function drain(queue: ItemQueue, into: unknown[] = []): Promise<unknown[]> {
  for await (const item of queue) into.push(item)
  return into
}

test('items come in order, those before and those while someone waits', async () => {
  const queue = new ItemQueue()
  queue.push(1)
  const taken = drain(queue)
  await Promise.resolve()
  queue.push(2)
  queue.push(undefined)
  queue.end()
  expect(await taken).toEqual([1, 2, undefined])
})

test('an error comes after the items before it', async () => {
  const queue = new ItemQueue()
  const taken: unknown[] = []
  queue.push(1)
  queue.end(new Error('lost'))
  await expect(drain(queue, taken)).rejects.toThrow('lost')
  expect(taken).toEqual([1])
})

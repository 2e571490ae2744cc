import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { freePort } from './free-port.ts'

const chosen = vi.hoisted(() => [] as number[])
vi.mock('node:crypto', () => ({ randomInt: () => chosen.shift() }))

test('a port that somebody listens at is passed over', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  const passing = createServer().listen(0, '127.0.0.1')
  await once(passing, 'listening')
  const { port: free } = passing.address() as AddressInfo
  passing.close()
  await once(passing, 'close')
  chosen.push(taken, free)
  expect(await freePort()).toBe(free)
  server.close()
})

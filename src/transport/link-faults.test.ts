import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Connection, OpenStream } from '../runtime/connection.ts'
import { BenchSession } from '../runtime/session/bench-session.ts'
import { trialBench } from '../runtime/testing/trial-bench.ts'
import { connectTo } from './client/remote-connection.ts'
import { serveBench } from './served/serve.ts'
import { CuttableLink, type Pace } from './testing/cuttable-link.ts'
import { Fountain, isFrom } from './testing/fountain.ts'

const COUNT = { device: 'Spring', ability: 'fountain', member: 'count' }
const POUR = { device: 'Spring', ability: 'fountain', member: 'pour' }

/** A fountain at the far end of a link. */
async function farFountain(length: number, pace: Pace = {}, more = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-link-'))
  const fountain = new Fountain(length)
  const session = new BenchSession(trialBench({ Spring: [fountain.driver], ...springs(more, length) }))
  const path = join(folder, 'bench.sock')
  const listen = { kind: 'unix', path } as const
  const server = await serveBench(() => session.connect(), { listen, grace: 30_000 })
  const link = await CuttableLink.to(path, pace)
  const connection = await connectTo({ url: link.url })
  await connection.hold({ key: 'test', wanted: 'all' })
  return {
    ...{ fountain, link, connection },
    [Symbol.asyncDispose]: async () => {
      await connection[Symbol.asyncDispose]()
      link[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
      await session[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

function springs(count: number, length: number) {
  const names = Array.from({ length: count }, (_, index) => `Spring${index}`)
  return Object.fromEntries(names.map((name) => [name, [new Fountain(length).driver]]))
}

/** Listens until so many bytes have come; tells where they were wrong first, if they were. */
async function drink(connection: Connection, length: number, device = 'Spring') {
  let heard = 0
  let wrongAt: number | undefined
  let all = () => {}
  const done = new Promise<void>((resolve) => {
    all = resolve
  })
  const stream: OpenStream = await connection.openStream(
    { ...POUR, device },
    {
      bytes: (chunk, offset) => {
        if (wrongAt === undefined && (offset !== heard || !isFrom(chunk, heard))) wrongAt = heard
        heard += chunk.length
        if (heard >= length) all()
      },
      mark: () => {
        wrongAt ??= heard
      },
    },
  )
  await stream.write(Buffer.of(1))
  return { heard: () => heard, wrongAt: () => wrongAt, done }
}

const STREAM = 200_000_000
const CALLS = 10_000
const CUTS = 100

test('100 cuts in 200 MB and 10,000 calls: every byte once and in order, every call once', async () => {
  await using far = await farFountain(STREAM)
  const drunk = await drink(far.connection, STREAM)
  let cuts = 0
  const answers: unknown[] = []
  for (let value = 0; value < CALLS; value += 1) {
    const answer = far.connection.call(COUNT, { value })
    if (cuts < CUTS && Math.random() < 0.02) {
      far.link.cut()
      cuts += 1
    }
    answers.push(await answer)
  }
  while (cuts < CUTS) {
    far.link.cut()
    cuts += 1
    await far.connection.call(COUNT, { value: CALLS + cuts })
  }
  await drunk.done
  expect(drunk.wrongAt()).toBeUndefined()
  expect(drunk.heard()).toBe(STREAM)
  const values = Array.from({ length: CALLS }, (_, value) => value)
  expect(answers).toEqual(values)
  expect(far.fountain.counted.slice(0, CALLS)).toEqual(values)
}, 120_000)

test('a link of 1 Mbit/s and 200 ms carries calls beside a stream that fills it', async () => {
  const length = 250_000
  await using far = await farFountain(length, { latency: 100, bytesPerSecond: 125_000 })
  const drunk = await drink(far.connection, length)
  for (let value = 0; value < 3; value += 1) expect(await far.connection.call(COUNT, { value })).toBe(value)
  await drunk.done
  expect(drunk.wrongAt()).toBeUndefined()
}, 60_000)

test('values of many megabytes cross in parts, in order, past other calls and cuts', async () => {
  await using far = await farFountain(0)
  const big = Buffer.alloc(20_000_000, 'big value ')
  const echo = { device: 'Spring', ability: 'fountain', member: 'echo' }
  const large = far.connection.call(echo, { value: big })
  expect(await far.connection.call(COUNT, { value: 1 })).toBe(1)
  far.link.cut()
  expect(Buffer.compare((await large) as Buffer, big)).toBe(0)
  const tooLong = far.connection.call(echo, { value: Buffer.alloc(70_000_000) })
  await expect(tooLong).rejects.toMatchObject({ family: 'lab', code: 'value-too-long' })
  expect(await far.connection.call(COUNT, { value: 2 })).toBe(2)
}, 60_000)

test('many streams at the same time share the way: none overflows it', async () => {
  const each = 1_000_000
  const streams = 100
  await using far = await farFountain(each, {}, streams)
  const drunk = await Promise.all(
    Array.from({ length: streams }, (_, index) => drink(far.connection, each, `Spring${index}`)),
  )
  await Promise.all(drunk.map(({ done }) => done))
  expect(drunk.map(({ wrongAt }) => wrongAt())).toEqual(Array(streams).fill(undefined))
}, 60_000)

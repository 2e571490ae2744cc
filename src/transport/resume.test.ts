import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../runtime/connection.ts'
import { BenchSession } from '../runtime/session/bench-session.ts'
import { trialBench } from '../runtime/testing/trial-bench.ts'
import { TrialLamp } from '../runtime/testing/trial-lamp.ts'
import { connectTo } from './client/remote-connection.ts'
import { serveBench } from './served/serve.ts'
import { CuttableLink } from './testing/cuttable-link.ts'

const target = (member: string) => ({ device: 'Lamp', ability: 'lamp', member })

let folder: string
let socketPath: string
let lamp: TrialLamp
let session: BenchSession
let server: AsyncDisposable
let link: CuttableLink
let connection: Connection

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-resume-'))
  socketPath = join(folder, 'bench.sock')
  lamp = new TrialLamp('bulb')
  session = new BenchSession(trialBench({ Lamp: [lamp.driver] }))
  server = await serveBench(() => session.connect(), {
    listen: { kind: 'unix', path: socketPath },
    grace: 10_000,
  })
  link = await CuttableLink.to(socketPath)
  connection = await connectTo({ url: link.url })
  await connection.hold({ key: 'test', wanted: 'all' })
})

afterEach(async () => {
  await connection[Symbol.asyncDispose]()
  link[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
  await session[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

test('a call whose connection is cut gets its answer, and is made once', async () => {
  const call = connection.call(target('shine'), { colour: 'red' })
  link.cut()
  expect(await call).toBe('red for 1000 ms')
  expect(link.connections).toBe(2)
})

test('100 cuts among 10,000 calls: each is made once, in order', async () => {
  const answers: unknown[] = []
  for (let round = 0; round < 100; round += 1) {
    const calls = Array.from({ length: 100 }, (_, index) =>
      connection.call(target('echo'), { value: round * 100 + index }),
    )
    setTimeout(() => link.cut(), Math.random() * 4)
    answers.push(...(await Promise.all(calls)))
  }
  expect(answers).toEqual(Array.from({ length: 10_000 }, (_, index) => index))
  expect(link.connections).toBeGreaterThan(50)
}, 60_000)

test('a byte stream goes on at the byte where it stopped', async () => {
  let heard = ''
  const stream = await connection.openStream(target('talk'), {
    bytes: (chunk) => {
      heard += Buffer.from(chunk)
    },
    mark: () => {},
  })
  let said = ''
  for (let index = 0; index < 2000; index += 1) {
    const line = `line ${index}\n`
    said += line
    lamp.say(line)
    if (index % 50 === 0) {
      link.cut()
      await connection.call(target('echo'), { value: index })
    }
  }
  while (heard.length < said.length) await connection.call(target('echo'), { value: 0 })
  expect(heard).toBe(said)
  await stream[Symbol.asyncDispose]()
}, 60_000)

test('a client that is gone for good loses its session after the grace time', async () => {
  await connection[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  server = await serveBench(() => session.connect(), {
    listen: { kind: 'unix', path: socketPath },
    grace: 50,
  })
  const other = await connectTo({ url: link.url })
  await other.hold({ key: 'test', wanted: 'all' })
  link.refuse()
  link.cut()
  await expect(other.call(target('echo'), { value: 2 })).rejects.toMatchObject({
    family: 'lab',
    code: 'session-expired',
  })
})

test('a bench that was started again is recognised', async () => {
  const call = connection.call(target('wait'), {})
  const failed = expect(call).rejects.toMatchObject({ family: 'lab', code: 'exporter-restarted' })
  await lamp.told('waits')
  link.hold()
  link.cut()
  await server[Symbol.asyncDispose]()
  server = await serveBench(() => session.connect(), {
    listen: { kind: 'unix', path: socketPath },
    grace: 10_000,
  })
  link.letGo()
  await failed
})

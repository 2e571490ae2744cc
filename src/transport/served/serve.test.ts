import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { Connection, StreamListener } from '../../runtime/connection.ts'
import { BenchSession } from '../../runtime/session/bench-session.ts'
import { trialBench } from '../../runtime/testing/trial-bench.ts'
import { TrialLamp } from '../../runtime/testing/trial-lamp.ts'
import { connectTo, unixAddress } from '../client/remote-connection.ts'
import { encodeFrame, type Frame } from '../wire/frames.ts'
import { encodeMessage, numberData } from '../wire/message.ts'
import { serveBench } from './serve.ts'

const target = (member: string) => ({ device: 'Lamp', ability: 'lamp', member })

let folder: string
let socketPath: string
let lamp: TrialLamp
let session: BenchSession
let server: AsyncDisposable
let ends: (() => unknown)[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-serve-'))
  socketPath = join(folder, 'bench.sock')
  lamp = new TrialLamp('bulb')
  session = new BenchSession(trialBench({ Lamp: [lamp.driver] }))
  server = await serveBench(() => session.connect(), { listen: { kind: 'unix', path: socketPath } })
  ends = []
})

afterEach(async () => {
  vi.useRealTimers()
  for (const end of ends.reverse()) await end()
  await server[Symbol.asyncDispose]()
  await session[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function connected(): Promise<Connection> {
  const connection = await connectTo(unixAddress(socketPath))
  ends.push(() => connection[Symbol.asyncDispose]())
  return connection
}

async function holding(key = 'test'): Promise<Connection> {
  const connection = await connected()
  await connection.hold({ key, wanted: [{ name: 'Lamp' }] })
  return connection
}

/** A listener, and the moment when it has heard so much. */
function listening() {
  let text = ''
  let closed: Error | undefined
  let wake = () => {}
  const listener: StreamListener = {
    bytes: (chunk, offset) => {
      text += `${offset} ${Buffer.from(chunk)}|`
      wake()
    },
    mark: (mark, offset) => {
      text += `${offset} (${mark})|`
      wake()
    },
    closed: (reason) => {
      closed = reason
      wake()
    },
  }
  const until = async (condition: () => boolean) => {
    while (!condition())
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  return {
    listener,
    heard: async (expected: string) => {
      await until(() => text.length >= expected.length)
      expect(text).toBe(expected)
    },
    closed: async () => {
      await until(() => closed !== undefined)
      return closed
    },
  }
}

/** A WebSocket that speaks as it likes. */
async function rawSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`ws+unix:${socketPath}:/`)
  ends.push(() => socket.terminate())
  await once(socket, 'open')
  socket.send(encodeMessage({ kind: 'hello', versions: [2, 2], features: [], client: 'raw' }))
  await once(socket, 'message')
  return socket
}

/** What a client hears of a connection of its own, and how that ended. */
function calling() {
  let text = ''
  const ends: (Error | undefined)[] = []
  const listener: StreamListener = {
    bytes: (chunk) => {
      text += Buffer.from(chunk)
    },
    mark: () => {},
    ended: (error) => void ends.push(error),
  }
  return { listener, ends, heard: () => text }
}

describe('connections', () => {
  test('each is its own, with its parameters, and is over when the other side has said all', async () => {
    const connection = await holding()
    const [tom, ann] = [calling(), calling()]
    const toms = await connection.openStream(target('ring'), tom.listener, { params: { name: 'Tom' } })
    const anns = await connection.openStream(target('ring'), ann.listener, { params: { name: 'Ann' } })
    await anns.write(Buffer.from('hello '))
    await anns.end()
    await toms.write(Buffer.from('x'.repeat(1_000_000)))
    await expect.poll(() => ann.ends).toEqual([undefined])
    await expect.poll(() => tom.heard().length).toBe(1_000_000)
    expect(ann.heard()).toBe('HELLO bye Ann')
    await toms[Symbol.asyncDispose]()
    await lamp.told('Tom hangs up')
    expect(lamp.log).not.toContain('Ann hangs up')
  })

  test('one that breaks off says why; one whose client is gone is ended', async () => {
    const connection = await holding()
    const call = calling()
    const stream = await connection.openStream(target('ring'), call.listener, { params: { name: 'nobody' } })
    await stream.end()
    await expect.poll(() => call.ends).toMatchObject([{ code: 'broken', message: 'It broke.' }])
    await connection[Symbol.asyncDispose]()
    await lamp.told('nobody hangs up')
  })
})

describe('calls', () => {
  test('a client learns what the bench has, calls, and gets values of their own type', async () => {
    const connection = await holding()
    expect(connection.description).toEqual(session.description)
    expect(await connection.call(target('shine'), { colour: 'red', time: '2 s' })).toBe('red for 2000 ms')
    const value = { at: new Date(7), bytes: new Uint8Array([1, 2]), by: new Map([[1, Number.NaN]]) }
    expect(await connection.call(target('echo'), { value })).toEqual(value)
  })

  test('an error keeps family, code, message, hint and device', async () => {
    const connection = await holding()
    await expect(connection.call(target('break'), {})).rejects.toMatchObject({
      ...{ name: 'DeviceError', family: 'device', code: 'broken', device: 'Lamp' },
      ...{ message: 'It broke.\n  Buy another.', hint: 'Buy another.' },
    })
    await expect(connection.call(target('shine'), {})).rejects.toMatchObject({ code: 'wrong-argument' })
  })

  test('giving up rejects with the caller’s reason and reaches the driver', async () => {
    const connection = await holding()
    const patience = new AbortController()
    const call = connection.call(target('wait'), {}, { signal: patience.signal })
    await lamp.told('waits')
    patience.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
    await lamp.told('given up')
    expect(await connection.call(target('shine'), { colour: 'red' })).toBe('red for 1000 ms')
  })

  test('a call that was given up before it began is not made', async () => {
    const connection = await holding()
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(connection.call(target('wait'), {}, { signal })).rejects.toThrow('too late')
    await connection.call(target('shine'), { colour: 'red' })
    expect(lamp.log).toEqual(['open'])
  })

  test('a value that cannot travel is an error of that call alone', async () => {
    const connection = await holding()
    const circle: Record<string, unknown> = {}
    circle.self = circle
    await expect(connection.call(target('echo'), { value: circle })).rejects.toThrow()
    expect(await connection.call(target('echo'), { value: 1 })).toBe(1)
  })

  test('an item stream ends at the driver when the consumer stops', async () => {
    const connection = await holding()
    const taken: unknown[] = []
    for await (const item of connection.items(target('flashes'), {})) if (taken.push(item) === 3) break
    expect(taken).toEqual([1, 2, 3])
    await lamp.told('counted')
  })

  test('an item stream that cannot begin says why', async () => {
    const connection = await connected()
    const items = connection.items(target('flashes'), {})[Symbol.asyncIterator]()
    await expect(items.next()).rejects.toMatchObject({ family: 'lab', code: 'device-not-held' })
  })
})

describe('byte streams', () => {
  test('bytes and marks come with their offsets, and go back', async () => {
    const connection = await holding()
    lamp.say('early ')
    const { listener, heard } = listening()
    const stream = await connection.openStream(target('talk'), listener)
    lamp.mark('gone')
    lamp.say('late')
    await stream.write(Buffer.from('hello'))
    await heard('0 early |6 (gone)|6 late|')
    expect([stream.start, lamp.log]).toEqual([0, ['open', 'hears hello']])
  })

  test('a stream goes on where the last listener stopped', async () => {
    const connection = await holding()
    const first = listening()
    const stream = await connection.openStream(target('talk'), first.listener)
    lamp.say('one ')
    await first.heard('0 one |')
    await stream[Symbol.asyncDispose]()
    await stream[Symbol.asyncDispose]()
    lamp.say('two')
    const second = listening()
    expect((await connection.openStream(target('talk'), second.listener)).start).toBe(4)
    await second.heard('4 two|')
  })
})

describe('clients that go', () => {
  test('a client that disconnects ends its calls, and another takes its hold up by the key', async () => {
    const gone = await holding()
    const call = gone.call(target('wait'), {})
    const failed = expect(call).rejects.toMatchObject({ family: 'lab', code: 'connection-lost' })
    await lamp.told('waits')
    await gone[Symbol.asyncDispose]()
    await failed
    await lamp.told('given up')
    const next = await holding()
    expect(await next.call(target('shine'), { colour: 'red' })).toBe('red for 1000 ms')
  })

  test('a client that was killed ends its calls, and its hold goes back after the grace time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const child = clientProcess()
    await lamp.told('waits')
    const next = (await connected()).hold({ key: 'next', wanted: 'all' })
    child.kill('SIGKILL')
    await lamp.told('given up')
    expect(await Promise.race([next, vi.advanceTimersByTimeAsync(14_000)])).toBe(vi)
    await vi.advanceTimersByTimeAsync(1000)
    expect((await next).devices).toEqual(['Lamp'])
  })
})

describe('a lost bench', () => {
  test('everything that waits ends with a LabError', async () => {
    const connection = await holding()
    const { listener, closed } = listening()
    await connection.openStream(target('talk'), listener)
    const lost = { family: 'lab', code: 'bench-closed' }
    const items = connection.items(target('flashes'), {})
    const waits = [
      expect(connection.call(target('wait'), {})).rejects.toMatchObject(lost),
      expect(drain(items)).rejects.toMatchObject(lost),
    ]
    await lamp.told('waits')
    await server[Symbol.asyncDispose]()
    await Promise.all(waits)
    expect(await closed()).toMatchObject(lost)
    await expect(connection.call(target('shine'), {})).rejects.toMatchObject(lost)
  })

  test('who asks while the bench is closed still hears why', async () => {
    const connection = await holding()
    const lost = { family: 'lab', code: 'bench-closed' }
    const waits = expect(connection.call(target('wait'), {})).rejects.toMatchObject(lost)
    await lamp.told('waits')
    const closed = server[Symbol.asyncDispose]()
    const late = connection.call(target('shine'), {})
    await expect(late).rejects.toMatchObject(lost)
    await Promise.all([waits, closed])
  })

  test('a client that does not hang up keeps no bench open', async () => {
    const socket = await rawSocket()
    socket.pause()
    await server[Symbol.asyncDispose]()
    await expect(connectTo(unixAddress(socketPath))).rejects.toMatchObject({ code: 'bench-unreachable' })
  })

  test('nobody there is a LabError', async () => {
    await expect(connectTo(unixAddress(join(folder, 'nobody.sock')))).rejects.toMatchObject({
      ...{ family: 'lab', code: 'bench-unreachable' },
      message: expect.stringContaining(`The bench at ${join(folder, 'nobody.sock')} does not answer: `),
    })
  })

  test.each([
    [
      'another version',
      encodeMessage({ kind: 'refuse', code: 'protocol-mismatch', message: 'Other versions.' }),
    ],
    ['garbage', Buffer.from('HTTP/1.1')],
  ])('a bench that greets with %s is refused', async (_what, greeting) => {
    const { createServer } = await import('node:http')
    const http = createServer()
    const other = new WebSocketServer({ server: http })
    other.on('connection', (socket) => socket.send(greeting))
    const path = join(folder, 'other.sock')
    http.listen(path)
    await once(http, 'listening')
    ends.push(() => http.close())
    await expect(connectTo(unixAddress(path))).rejects.toMatchObject({
      family: 'lab',
      code: 'protocol-mismatch',
    })
  })
})

describe('messages that are none', () => {
  test.each([
    ['garbage', Buffer.from([0xc1, 0xff, 0x00])],
    ['text', 'hello'],
    ['nothing', Buffer.alloc(0)],
    ['a frame of another kind', numbered(1, { kind: 'answer', id: 1, value: 1 })],
    ['a question without a question', data(1, Buffer.from('009101', 'hex'))],
    ['a frame that leaves a gap', numbered(2, { kind: 'cancel', id: 1 })],
    ['an acknowledgement of nothing', encodeMessage({ kind: 'ack', number: 7 })],
    ['a second greeting', encodeMessage({ kind: 'hello', versions: [2, 2], features: [], client: 'raw' })],
  ])('%s closes the connection, and the bench lives on', async (_what, message) => {
    const socket = await rawSocket()
    socket.send(message)
    await once(socket, 'close')
    expect(await (await holding()).call(target('shine'), { colour: 'red' })).toBe('red for 1000 ms')
  })
})

const data = (number: number, frame: Uint8Array) => encodeMessage({ kind: 'data', number, frame })

function numbered(number: number, frame: Frame): Uint8Array {
  const message = encodeFrame(frame)
  numberData(message, number)
  return message
}

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _item of items);
}

/** A client in a process of its own, which holds the lamp and calls it. */
function clientProcess(): ChildProcess {
  const script = `
    import { Packr } from 'msgpackr'
    import { WebSocket } from 'ws'
    const packr = new Packr({ useRecords: false })
    const socket = new WebSocket(process.argv[1], 'hilwright')
    const data = (number, id, question) =>
      socket.send(Buffer.concat([Buffer.from([0x10, 0, 0, 0, 0, 0, number, 0]), packr.pack([id, question])]))
    socket.on('open', () => {
      const hello = { versions: [2, 2], features: [], client: 'child' }
      socket.send(Buffer.concat([Buffer.from([1]), packr.pack(hello)]))
      data(1, 1, { op: 'hold', request: { key: 'child', wanted: 'all' } })
    })
    socket.on('message', (message) => {
      if (message[0] === 0x10)
        data(2, 2, { op: 'call', target: { device: 'Lamp', ability: 'lamp', member: 'wait' }, params: {} })
    })`
  const args = ['--input-type=module', '--eval', script, `ws+unix:${socketPath}:/`]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  ends.push(() => child.kill('SIGKILL'))
  return child
}

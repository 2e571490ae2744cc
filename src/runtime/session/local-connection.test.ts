import { describe, expect, test } from 'vitest'
import type { Connection, StreamListener } from '../connection.ts'
import { trialBench } from '../testing/trial-bench.ts'
import { TrialLamp } from '../testing/trial-lamp.ts'
import { BenchSession } from './bench-session.ts'

const target = (member: string) => ({ device: 'Lamp', ability: 'lamp', member })

async function heldLamp() {
  const lamp = new TrialLamp('bulb')
  const session = new BenchSession(trialBench({ Lamp: [lamp.driver] }))
  const connection = session.connect()
  await hold(connection)
  return { lamp, session, connection }
}

const hold = (connection: Connection, signal?: AbortSignal) =>
  connection.hold({ key: 'test', wanted: [{ name: 'Lamp' }] }, { signal })

/** Keeps what it hears as text, with the offset of each piece. */
function listening(): StreamListener & { readonly heard: string[] } {
  const heard: string[] = []
  return {
    heard,
    bytes: (chunk, offset) => void heard.push(`${offset} ${Buffer.from(chunk)}`),
    mark: (text, offset) => void heard.push(`${offset} (${text})`),
  }
}

describe('calls', () => {
  test('parameters are converted and defaults filled in', async () => {
    const { connection } = await heldLamp()
    expect(await connection.call(target('shine'), { colour: 'red' })).toBe('red for 1000 ms')
    expect(await connection.call(target('shine'), { colour: 'red', time: '2 min' })).toBe('red for 120000 ms')
  })

  test('wrong parameters are named, all of them', async () => {
    const { connection } = await heldLamp()
    await expect(connection.call(target('shine'), { time: 'soon' })).rejects.toMatchObject({
      family: 'suite',
      code: 'wrong-argument',
      message:
        'Lamp.lamp.shine cannot be called like this: colour: Invalid input: expected string, received undefined; time: expected a duration such as "500 ms", got "soon".',
    })
  })

  test.each([
    ['no such member', { device: 'Lamp', ability: 'lamp', member: 'shin' }, 'shine'],
    ['no such ability', { device: 'Lamp', ability: 'lmp', member: 'shine' }, 'lamp'],
  ])('%s is refused', async (_what, wanted, near) => {
    const { connection } = await heldLamp()
    await expect(connection.call(wanted, {})).rejects.toMatchObject({
      ...{ family: 'suite', code: 'unknown-member', device: 'Lamp' },
      message: `Lamp offers no call "${wanted.ability}.${wanted.member}".\n  Did you mean "${near}"?`,
    })
  })

  test('a member of another kind is refused, and those of its kind are named', async () => {
    const { connection } = await heldLamp()
    await expect(connection.call(target('flashes'), {})).rejects.toMatchObject({
      ...{ family: 'suite', code: 'unknown-member', device: 'Lamp' },
      message: 'Lamp offers no call "lamp.flashes".\n  Known: "shine", "echo", "wait", "break".',
    })
  })

  test('a device that is not held is not served', async () => {
    const { session, connection } = await heldLamp()
    const other = session.connect()
    const refusal = {
      ...{ family: 'lab', code: 'device-not-held', device: 'Lamp' },
      message: 'The device "Lamp" is not held by this client.\n  Take it first: hold it for the test.',
    }
    await expect(other.call(target('shine'), { colour: 'red' })).rejects.toMatchObject(refusal)
    await expect(other.openStream(target('talk'), listening())).rejects.toMatchObject(refusal)
    await expect(other.items(target('flashes'), {})[Symbol.asyncIterator]().next()).rejects.toMatchObject(
      refusal,
    )
    const stream = await connection.openStream(target('talk'), listening())
    await connection.release('test')
    await expect(stream.write(Buffer.from('x'))).rejects.toMatchObject(refusal)
  })

  test('a device that does not exist is a LabError with what there is', async () => {
    const { connection } = await heldLamp()
    await expect(connection.call({ ...target('shine'), device: 'Lmap' }, {})).rejects.toMatchObject({
      ...{ family: 'lab', code: 'unknown-device' },
      message: 'The bench has no device "Lmap".\n  Did you mean "Lamp"?',
    })
  })

  test('giving up reaches the driver with its reason', async () => {
    const { lamp, connection } = await heldLamp()
    const patience = new AbortController()
    const call = connection.call(target('wait'), {}, { signal: patience.signal })
    await lamp.told('waits')
    patience.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
    expect(lamp.log).toEqual(['open', 'waits', 'given up'])
  })

  test('the end of the client gives its calls up', async () => {
    const { lamp, connection } = await heldLamp()
    const call = connection.call(target('wait'), {})
    await lamp.told('waits')
    await connection[Symbol.asyncDispose]()
    await expect(call).rejects.toMatchObject({ family: 'lab', code: 'connection-closed' })
  })

  test('items stop at the driver when the consumer stops', async () => {
    const { lamp, connection } = await heldLamp()
    const taken: unknown[] = []
    for await (const item of connection.items(target('flashes'), {})) if (taken.push(item) === 3) break
    expect(taken).toEqual([1, 2, 3])
    expect(lamp.log).toEqual(['open', 'counted'])
  })
})

describe('holds', () => {
  test('a client that leaves while it waits gets nothing, and the next one does', async () => {
    const { session, connection } = await heldLamp()
    const [second, third] = [session.connect(), session.connect()]
    const gone = second.hold({ key: 'second', wanted: 'all' })
    const next = third.hold({ key: 'third', wanted: 'all' })
    await second[Symbol.asyncDispose]()
    await expect(gone).rejects.toMatchObject({ family: 'lab', code: 'hold-cancelled' })
    await connection.release('test')
    expect(await next).toMatchObject({ key: 'third', devices: ['Lamp'] })
  })

  test('a hold that is given up while its devices open goes back', async () => {
    const lamp = new TrialLamp('bulb')
    const patience = new AbortController()
    const open: typeof lamp.driver.open = (config, context) => {
      patience.abort(new Error('enough'))
      return lamp.driver.open(config, context)
    }
    const session = new BenchSession(trialBench({ Lamp: [{ ...lamp.driver, open }] }))
    await expect(hold(session.connect(), patience.signal)).rejects.toThrow('enough')
    expect(await session.connect().hold({ key: 'other', wanted: 'all' })).toMatchObject({ devices: ['Lamp'] })
  })

  test('a client that has left can take nothing up', async () => {
    const { session, connection } = await heldLamp()
    await connection[Symbol.asyncDispose]()
    await expect(hold(connection)).rejects.toMatchObject({ code: 'connection-closed' })
    const next = session.connect()
    await hold(next)
    expect(await next.call(target('shine'), { colour: 'red' })).toBe('red for 1000 ms')
  })
})

describe('byte streams', () => {
  test('a listener hears bytes and marks in order, with their offsets', async () => {
    const { lamp, connection } = await heldLamp()
    const listener = listening()
    const stream = await connection.openStream(target('talk'), listener)
    lamp.say('boot ')
    lamp.mark('port went away')
    lamp.say('done')
    await stream.write(Buffer.from('hello'))
    expect([stream.start, listener.heard]).toEqual([0, ['0 boot ', '5 (port went away)', '5 done']])
    expect(lamp.log).toEqual(['open', 'hears hello'])
  })

  test('the next listener goes on where the last one stopped', async () => {
    const { lamp, connection } = await heldLamp()
    lamp.say('early ')
    const first = await connection.openStream(target('talk'), listening())
    lamp.say('heard ')
    await first[Symbol.asyncDispose]()
    lamp.say('missed ')
    const listener = listening()
    const second = await connection.openStream(target('talk'), listener)
    lamp.say('new')
    expect(second.start).toBe(12)
    expect(listener.heard).toEqual(['12 missed ', '19 new'])
  })

  test('a client that leaves stops hearing, and the next goes on after it', async () => {
    const { lamp, session, connection } = await heldLamp()
    const left = listening()
    await connection.openStream(target('talk'), left)
    lamp.say('one ')
    await connection[Symbol.asyncDispose]()
    lamp.say('two')
    const next = session.connect()
    await hold(next)
    const listener = listening()
    await next.openStream(target('talk'), listener)
    expect([left.heard, listener.heard]).toEqual([['0 one '], ['4 two']])
  })

  test('what is no byte stream is refused', async () => {
    const { connection } = await heldLamp()
    await expect(connection.openStream(target('shine'), listening())).rejects.toMatchObject({
      code: 'unknown-member',
    })
  })
})

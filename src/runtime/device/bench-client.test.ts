import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ByteListener, defineDriver } from '../driver.ts'
import type { Interface } from '../interface.ts'
import { console as consoleInterface } from '../interfaces/console.ts'
import { power } from '../interfaces/power.ts'
import { type ReadEvent, readRecord } from '../record/read-record.ts'
import { openRecord } from '../record/recorder.ts'
import { BenchSession } from '../session/bench-session.ts'
import { trialBench } from '../testing/trial-bench.ts'
import { lamp, TrialLamp } from '../testing/trial-lamp.ts'
import { BenchClient, devicesUnderTest } from './bench-client.ts'

/** A board of which a test holds the power switch and the console. */
function trialBoard(type = 'board') {
  const sent: string[] = []
  let speaker: ByteListener | undefined
  let state: 'on' | 'off' = 'off'
  const turn = (to: 'on' | 'off') => {
    state = to
  }
  const driver = defineDriver({
    ...{ type, doc: 'A board.', provides: [power, consoleInterface], config: z.strictObject({}) },
    open: async () => ({
      power: {
        on: () => turn('on'),
        off: () => turn('off'),
        cycle: () => turn('on'),
        state: () => state,
        current: () => {
          throw new Error('no meter')
        },
        readings: async function* () {},
      },
      console: {
        stream: {
          listen: (listener: ByteListener) => {
            speaker = listener
          },
          write: async (chunk: Uint8Array) => void sent.push(Buffer.from(chunk).toString()),
        },
      },
      [Symbol.asyncDispose]: async () => {},
    }),
  })
  return { driver, sent, say: (text: string) => speaker?.bytes(Buffer.from(text)) }
}

const interfaces = new Map<string, Interface>(
  [power, consoleInterface, lamp].map((known) => [known.name, known]),
)
const wanted = { key: 'test', wanted: [{ name: 'Board' }] }
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilwright-client-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function session() {
  const board = trialBoard()
  const bulb = new TrialLamp('bulb')
  const bench = new BenchSession(trialBench({ Board: [board.driver, bulb.driver], Other: [bulb.driver] }))
  return { board, bulb, bench, client: () => new BenchClient(bench.connect(), interfaces) }
}

describe('a device', () => {
  test('has its abilities as properties: required parameters in order, then options', async () => {
    const { client } = session()
    const [device] = await client().hold(wanted)
    if (device === undefined) throw new Error('no device')
    const bulb = (device as unknown as { lamp: { shine: (...args: unknown[]) => Promise<string> } }).lamp
    expect(await bulb.shine('red')).toBe('red for 1000 ms')
    expect(await bulb.shine('red', { time: '2 s' })).toBe('red for 2000 ms')
    await expect(bulb.shine()).rejects.toMatchObject({ code: 'wrong-argument' })
    await expect(bulb.shine('red', { tiem: 1 })).rejects.toThrow(/Unrecognized key: "tiem"/)
    await expect(bulb.shine('red', { signal: AbortSignal.abort(new Error('late')) })).resolves.toBe(
      'red for 1000 ms',
    )
    expect(device.power).toBe(device.power)
    expect(await device.power.state()).toBe('off')
  })

  test('tells what it is and what it offers', async () => {
    const { client } = session()
    const [device] = await client().hold(wanted)
    expect([device?.name, device?.labels, device?.offers('power'), device?.offers('gpio')]).toEqual([
      ...['Board', { kind: 'trial' }, true, false],
    ])
    expect(['power' in (device ?? {}), 'gpio' in (device ?? {})]).toEqual([true, false])
    expect(await device?.call('lamp', 'shine', { colour: 'blue' })).toBe('blue for 1000 ms')
  })

  test('that lacks an ability says what it has', async () => {
    const { client } = session()
    const [device] = await client().hold(wanted)
    expect(() => device?.gpio).toThrow(
      'The device "Board" does not offer "gpio".\n  Known: "power", "console", "lamp".',
    )
    expect(() => (device as unknown as Record<string, unknown>).powr).toThrow(/Did you mean "power"\?$/)
  })

  test('can be awaited and printed', async () => {
    const { client } = session()
    const [device] = await client().hold(wanted)
    expect(await device).toBe(device)
    expect(JSON.parse(JSON.stringify(device))).toEqual({ name: 'Board', labels: { kind: 'trial' } })
  })

  test('gives items, and stops them when the consumer stops', async () => {
    const { client, bulb } = session()
    const [device] = await client().hold(wanted)
    for await (const item of device?.items('lamp', 'flashes') ?? []) if (item === 2) break
    expect(bulb.log).toContain('counted')
  })
})

describe('holds', () => {
  test('the same key gives the same devices; a device that is not held is refused', async () => {
    const { client } = session()
    const mine = client()
    const [device] = await mine.hold(wanted)
    expect(await mine.hold(wanted)).toEqual([device])
    expect(mine.heldDevices).toEqual(['Board'])
    expect(() => mine.device('Other')).toThrow(
      'There is no device "Other" to use.\n  It is not held by this test.',
    )
    expect(() => mine.device('Bord')).toThrow('There is no device "Bord" to use.\n  Did you mean "Board"?')
    await mine.release('test')
    await mine.release('test')
    expect([mine.heldDevices, mine.consoles()]).toEqual([[], []])
  })

  test('disposing gives everything back; leaving keeps it for the key', async () => {
    const { bench, client } = session()
    const [first, second] = [client(), client()]
    await first.hold(wanted)
    await first[Symbol.asyncDispose]()
    await second.hold({ ...wanted, key: 'other' })
    await second.leave()
    expect((await bench.connect().hold({ ...wanted, key: 'other' })).devices).toEqual(['Board'])
  })

  test('devices under test are those with the role', () => {
    const { bench } = session()
    const [board, other] = bench.description.devices
    if (board === undefined || other === undefined) throw new Error('no devices')
    const description = { file: '', devices: [board, { ...other, role: 'server' as const }] }
    expect(devicesUnderTest(description)).toEqual([board])
  })
})

describe('consoles', () => {
  test('are read all the time, and speak', async () => {
    const { board, client } = session()
    const [device] = await client().hold(wanted)
    board.say('boot\n')
    expect(await device?.console.readUntil('boot')).toBe('boot')
    await device?.console.sendLine('hello')
    expect(board.sent.join('')).toMatch(/^hello\r?\n?$/)
  })

  test('go on for the next client where the last one stopped', async () => {
    const { board, client } = session()
    const first = client()
    await first.hold(wanted)
    board.say('heard ')
    await first.leave()
    board.say('missed')
    const [device] = await client().hold(wanted)
    expect(device?.console.readAvailable()).toBe('missed')
  })

  test('what nobody read is skipped when the record ends', async () => {
    const { board, client } = session()
    const mine = client()
    const [device] = await mine.hold(wanted)
    await using recorder = openRecord(folder)
    mine.startRecording(recorder)
    board.say('old ')
    mine.stopRecording()
    board.say('new')
    expect(device?.console.readAvailable()).toBe('new')
  })
})

describe('the record', () => {
  test('has every call with its outcome, power changes, and what consoles said', async () => {
    const { board, bulb, client } = session()
    const mine = client()
    const [device] = await mine.hold(wanted)
    board.say('before ')
    const recorder = openRecord(folder)
    mine.startRecording(recorder)
    await device?.power.on()
    board.say('boot')
    await expect(device?.power.current()).rejects.toThrow('no meter')
    const patience = new AbortController()
    const waiting = device?.call('lamp', 'wait', {}, { signal: patience.signal })
    await bulb.told('waits')
    patience.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    mine.stopRecording()
    await device?.power.off()
    await recorder[Symbol.asyncDispose]()
    const events = await eventsOf(recorder.file)
    const calls = events.flatMap((event) =>
      event.kind === 'call' ? [`${event.device}.${event.interface}.${event.member} ${event.outcome}`] : [],
    )
    expect(calls).toEqual(['Board.power.on done', 'Board.power.current failed', 'Board.lamp.wait cancelled'])
    expect(events.filter((event) => event.kind === 'power')).toMatchObject([{ device: 'Board', state: 'on' }])
  })

  test('knows the power of a device with two supplies', async () => {
    const [main, spare] = [trialBoard('main'), trialBoard('spare')]
    const bench = new BenchSession(trialBench({ Board: [main.driver, spare.driver] }))
    const mine = new BenchClient(bench.connect(), interfaces)
    const [device] = await mine.hold(wanted)
    const recorder = openRecord(folder)
    mine.startRecording(recorder)
    await device?.call('main.power', 'cycle')
    mine.stopRecording()
    await recorder[Symbol.asyncDispose]()
    const events = await eventsOf(recorder.file)
    expect(events.filter((event) => event.kind === 'power')).toMatchObject([{ device: 'Board', state: 'on' }])
  })
})

async function eventsOf(file: string): Promise<ReadEvent[]> {
  const events: ReadEvent[] = []
  for await (const event of readRecord(file)) events.push(event)
  return events
}

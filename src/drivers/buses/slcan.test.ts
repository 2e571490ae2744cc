import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { canOpenPty, openTrialPty } from '../../runtime/testing/trial-pty.ts'
import { TRIAL_DBC } from '../dbc/trial-dbc.ts'
import { TrialAdapter } from '../slcan/trial-adapter.ts'
import { slcan } from './slcan.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-slcan-'))
beforeAll(() => writeFileSync(join(folder, 'network.dbc'), TRIAL_DBC))
afterAll(() => rmSync(folder, { recursive: true }))

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function openBus(config: object = {}) {
  const pty = await openTrialPty()
  open.push(pty)
  const adapter = new TrialAdapter(pty.stream)
  const trial = await openTrialDevice(
    { can: { driver: slcan, config: { path: pty.path, ...config } } },
    folder,
  )
  open.push(trial)
  return { adapter, pty, bus: trial.device.can }
}

describe.skipIf(!canOpenPty)('a bus behind a slcan adapter on a pty', () => {
  test('the adapter is closed, set and opened', async () => {
    const { adapter } = await openBus({ bitRate: 250_000 })
    expect(adapter.heard).toEqual(['C', 'S5', 'O'])
  })

  test('frames of every kind are sent', async () => {
    const { adapter, bus } = await openBus()
    await bus.send('123', '01 A0 FF')
    await bus.send(0x18daf110, [])
    await bus.send('7', '00 00', { remote: true })
    await bus.send('7', new Uint8Array(8), { extended: true })
    expect(adapter.heard.slice(3)).toEqual([
      't123301A0FF',
      'T18DAF1100',
      'r0072',
      'T0000000780000000000000000',
    ])
  })

  test('a request is answered, also if the answer comes before anybody waits', async () => {
    const { adapter, bus } = await openBus()
    adapter.onFrame = (line) => (line.startsWith('t7DF') ? ['t100100', 't7E8204AB', 'T1ABCDEF0155'] : [])
    await bus.send('7DF', '02 01')
    const answer = await bus.receive({ id: '7E8' })
    expect(answer).toMatchObject({
      id: 0x7e8,
      extended: false,
      remote: false,
      data: new Uint8Array([4, 0xab]),
    })
    expect(await bus.receive()).toMatchObject({
      id: 0x1abcdef0,
      extended: true,
      data: new Uint8Array([0x55]),
    })
  })

  test('a frame that does not come is told, with those that came instead', async () => {
    const { adapter, bus } = await openBus()
    adapter.onFrame = () => ['t100100', 't1010']
    await bus.send('1', '')
    await bus.receive({ id: '100' })
    await expect(bus.receive({ id: '200', timeout: 30 })).rejects.toMatchObject({
      code: 'no-can-frame',
      message: expect.stringMatching(
        /identifier 0x200 did not come within 30 ms\. Others came: 1 with 0x101\./,
      ),
    })
    await bus.discard()
    await expect(bus.receive({ timeout: 5 })).rejects.toThrow(/Nothing else came either/)
  })

  test('frames come as items, by identifier and mask', async () => {
    const { adapter, bus } = await openBus()
    const ids: number[] = []
    const reading = (async () => {
      for await (const frame of bus.frames({ id: '120', mask: '7F0' })) if (ids.push(frame.id) === 2) return
    })()
    adapter.onFrame = () => ['t1210', 't1300', 't12F0']
    // The stream is open on the other side when its first item is awaited there; sending asks until it is.
    while (ids.length < 2) await bus.send('1', '')
    await reading
    expect(ids).toEqual([0x121, 0x12f])
  })

  test('a periodic frame is sent until it is stopped', async () => {
    const { adapter, bus } = await openBus()
    const job = await bus.sendPeriodically('55', '01', 2)
    const count = () => adapter.heard.filter((line) => line === 't055101').length
    await expect.poll(count).toBeGreaterThan(3)
    await bus.stopPeriodic({ job })
    await bus.send('1', '')
    const stopped = count()
    await bus.send('2', '')
    expect(count()).toBe(stopped)
  })

  test('what the bus does not acknowledge is an error', async () => {
    const { adapter, bus } = await openBus()
    adapter.acknowledges = false
    await expect(bus.send('1', '')).rejects.toMatchObject({ code: 'can-refused' })
    await bus.sendPeriodically('55', '01', 2)
    await expect.poll(() => adapter.heard.length).toBeGreaterThan(4)
    await expect(bus.stopPeriodic()).rejects.toMatchObject({ code: 'can-refused' })
  })

  test('who only listens cannot send', async () => {
    const { bus, adapter } = await openBus({ listenOnly: true })
    expect(adapter.heard.at(-1)).toBe('L')
    await expect(bus.send('1', '')).rejects.toMatchObject({ code: 'can-refused' })
  })

  test('a port where no adapter answers is told', async () => {
    const pty = await openTrialPty()
    open.push(pty)
    const opening = openTrialDevice({ can: { driver: slcan, config: { path: pty.path } } })
    await expect(opening).rejects.toThrow(/does not answer "C"/)
  })

  test('an adapter that is unplugged ends waits at once', async () => {
    const { pty, bus } = await openBus()
    const waiting = expect(bus.receive()).rejects.toMatchObject({ code: 'link-closed' })
    await pty[Symbol.asyncDispose]()
    await waiting
    await expect(bus.send('1', '')).rejects.toMatchObject({ code: 'link-closed' })
  })

  test.each([
    ['800', '', { extended: false }, 'needs an extended frame'],
    ['1', '00 11 22 33 44 55 66 77 88', {}, 'up to 8 bytes'],
  ])('the frame %s#%s is refused', async (id, data, options, text) => {
    const { bus } = await openBus()
    await expect(bus.send(id, data, options)).rejects.toThrow(text)
  })
})

describe.skipIf(!canOpenPty)('messages of a DBC file', () => {
  test('a message is sent and signals are read', async () => {
    const { adapter, bus } = await openBus({ dbc: 'network.dbc' })
    adapter.onFrame = (line) => [line]
    await bus.sendMessage('EngineData', { Speed: 1500, State: 'Starting' })
    expect(adapter.heard.at(-1)).toBe('t12387017000000010000')
    expect(await bus.signal('Speed')).toMatchObject({ value: 1500, unit: 'rpm' })
    expect(await bus.signal('EngineData.State')).toMatchObject({ value: 1, label: 'Starting' })
  })

  test('a signal that nobody sent is waited for', async () => {
    const { adapter, bus } = await openBus({ dbc: 'network.dbc' })
    await expect(bus.signal('Speed', { timeout: 20 })).rejects.toThrow(
      /message EngineData with the signal Speed did not come within 20 ms/,
    )
    const waiting = bus.signal('Speed', { next: true })
    adapter.deliver('t1238A00F000000000000')
    adapter.deliver('t1238A00F000000000000')
    expect(await waiting).toMatchObject({ value: 1000 })
  })

  test('without a file they are refused with a hint', async () => {
    const { bus } = await openBus()
    await expect(bus.signal('Speed')).rejects.toThrow(/dbc: network.dbc/)
  })

  test('a file that is not there is told when the bus is opened', async () => {
    await expect(openBus({ dbc: 'none.dbc' })).rejects.toThrow(/none\.dbc cannot be read/)
  })
})

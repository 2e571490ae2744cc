import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { installTrialTools } from '../pin-tools/trial-tools.ts'
import { parseLine } from '../socketcan/log-line.ts'
import { socketcan } from './socketcan.ts'

const open: (AsyncDisposable | Disposable)[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse())
    if (Symbol.asyncDispose in one) await one[Symbol.asyncDispose]()
    else one[Symbol.dispose]()
})

async function openBus() {
  const trial = await openTrialDevice({ bus: { driver: socketcan, config: { interface: 'can0' } } })
  open.push(trial)
  return trial.device.can
}

// What is sent comes back, marked as sent, and is answered.
const TOOLS = {
  candump: 'touch "$STATE/bus"; exec tail -n 0 -f "$STATE/bus"',
  cansend:
    'echo "(1700000000.500000) $1 $2 T" >> "$STATE/bus"; echo "(1700000000.750000) $1 7E8#04AB R" >> "$STATE/bus"',
}

describe('an interface of the kernel', () => {
  test('a request is answered; what was sent is not taken for an answer', async () => {
    const tools = installTrialTools(TOOLS)
    open.push(tools)
    const bus = await openBus()
    await bus.send('7DF', '02 01')
    expect(await bus.receive()).toEqual({
      ...{ id: 0x7e8, extended: false, remote: false, data: new Uint8Array([4, 0xab]) },
      time: 1_700_000_000_750,
    })
    await bus.send(0x18daf110, '')
    await bus.send('7', '00 00', { remote: true })
    expect(tools.calls).toEqual([
      ...['candump -L -x can0', 'cansend can0 7DF#0201', 'cansend can0 18DAF110#', 'cansend can0 007#R2'],
    ])
  })

  test('when candump ends, waits end', async () => {
    open.push(installTrialTools({ ...TOOLS, candump: 'sleep 0.3; echo "read: Network is down" >&2; exit 1' }))
    const bus = await openBus()
    await expect(bus.receive()).rejects.toMatchObject({
      code: 'link-closed',
      message: expect.stringContaining('Network is down'),
    })
  })

  test.skipIf(!installed('candump'))('an interface that is not there is told', async () => {
    await expect(openBus()).rejects.toThrow(/"candump -L -x can0" failed: /)
  })
})

const ASC = `date Wed Jul 7 10:00:00 2021
base hex  timestamps absolute
   1.000000 1  123             Rx   d 3 01 A0 FF
   1.100000 1  18DAF110x       Rx   d 0
   1.200000 1  7               Rx   r
   1.300000 1  124             Tx   d 0
`

test.skipIf(!installed('asc2log'))('lines of the log format are read', () => {
  const { stdout } = spawnSync('asc2log', { input: ASC, encoding: 'utf8' })
  const frames = stdout.trim().split('\n').map(parseLine)
  expect(frames.map((frame) => frame && { ...frame, time: 0 })).toEqual([
    { id: 0x123, extended: false, remote: false, data: new Uint8Array([1, 0xa0, 0xff]), time: 0 },
    { id: 0x18daf110, extended: true, remote: false, data: new Uint8Array(), time: 0 },
    { id: 7, extended: false, remote: true, data: new Uint8Array(), time: 0 },
    undefined,
  ])
})

test('what is no data frame is left out', () => {
  expect(
    ['', 'hello', '(1.000000) can0 20000004#0000000000000000', '(1.000000) can0 123##100'].map(parseLine),
  ).toEqual([...[undefined, undefined, undefined, undefined]])
})

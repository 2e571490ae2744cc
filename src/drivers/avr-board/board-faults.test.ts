import { describe, expect, it } from 'vitest'
import { openTrialBoard } from './trial-board.ts'

describe('brown-out', () => {
  it('holds the chip in reset below the brown-out level', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    await board.run('led on')
    await board.faults.brownOut({ voltage: 2.6, time: 50 }, board.context)
    expect(await board.heard.until('hil> ')).toContain('Reset cause: brown-out')
    expect(await board.gpio.read({ pin: 'LED' }, board.context)).toBe('low')
  })

  it('leaves the firmware running above it', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    await board.faults.brownOut({ voltage: 3, time: 50 }, board.context)
    expect(await board.run('echo alive')).toContain('\nalive\n')
    expect(board.heard.text.match(/Reset cause/g)).toHaveLength(1)
  })

  it('counts as a power-on when the supply is gone for good', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    await board.faults.brownOut({ voltage: 0.2, time: 50 }, board.context)
    expect(await board.heard.until('hil> ')).toContain('Reset cause: power-on')
  })

  it('ends when the caller gives up', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.power.on({}, board.context)
    await board.heard.until('bootloader')
    const controller = new AbortController()
    const sag = board.faults.brownOut({ voltage: 1, time: 3_600_000 }, { signal: controller.signal })
    expect(await board.analog.measure({ channel: 'VCC' }, board.context)).toBe(1)
    controller.abort(new Error('enough'))
    await expect(sag).rejects.toThrow('enough')
    await board.heard.until('Reset cause')
  })

  it('ends when the power is cut', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.power.on({}, board.context)
    const sag = board.faults.brownOut({ voltage: 2, time: 3_600_000 }, board.context)
    await board.power.off({}, board.context)
    await sag
  })

  it('needs the power on', async () => {
    await using board = await openTrialBoard()
    await expect(board.faults.brownOut({ voltage: 2, time: 50 }, board.context)).rejects.toMatchObject({
      code: 'device-off',
    })
  })
})

describe('hang', () => {
  it('silences the board until a power cycle', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    await board.faults.hang({}, board.context)
    await board.type('echo anyone\r')
    await board.power.cycle({ offTime: 10 }, board.context)
    await board.heard.until('hil> ')
    expect(board.heard.text).not.toContain('anyone')
    expect(await board.run('echo back')).toContain('\nback\n')
  })

  it('is ended by the watchdog', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.boot()
    await board.run('watchdog')
    await board.faults.hang({}, board.context)
    expect(await board.heard.until('hil> ')).toContain('Reset cause: watchdog')
  })
})

describe('boot loop', () => {
  it('restarts the board until the faults are ended', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.boot()
    await board.faults.bootLoop({ every: 100 }, board.context)
    for (let restart = 0; restart < 3; restart++)
      expect(await board.heard.until('bootloader')).toContain('Reset cause: watchdog')
    await board.faults.end({}, board.context)
    await board.heard.until('hil> ')
    expect(await board.run('echo alive')).toContain('\nalive\n')
  })

  it('is over when the power is cut', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.boot()
    await board.faults.bootLoop({ every: 50 }, board.context)
    await board.power.cycle({ offTime: 10 }, board.context)
    expect(await board.boot()).not.toContain('watchdog')
  })

  it('needs the power on', async () => {
    await using board = await openTrialBoard()
    await expect(board.faults.bootLoop({ every: 50 }, board.context)).rejects.toMatchObject({
      code: 'device-off',
    })
  })
})

describe('a console that goes away', () => {
  it('loses what is said and written meanwhile, and marks it', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    const gap = board.faults.consoleGap({ time: 500 }, board.context)
    await board.type('echo gone\r')
    await gap
    expect(await board.run('echo back')).toContain('\nback\n')
    expect(board.heard.text).not.toContain('gone')
    expect(board.heard.marks).toEqual([
      'the console went away',
      '10 bytes written while the console is away are lost',
      'the console is back',
    ])
  })
})

describe('a fault that the board cannot suffer', () => {
  it('is refused, and the message says which it can', async () => {
    await using board = await openTrialBoard()
    expect(() => board.faults.fillDisk({}, board.context)).toThrow(
      /board cannot suffer this fault: it has no disk\.\n.*brownOut, hang/,
    )
  })
})

describe('firmware that stops', () => {
  it('panics in a way that a guard can see, and says nothing more', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    await board.type('crash\r')
    await board.heard.until('Kernel panic - not syncing: crash requested on the console')
    await board.heard.until('---[ end Kernel panic ]---\r\n')
    await board.type('echo anyone\r')
    await board.power.cycle({ offTime: 10 }, board.context)
    await board.heard.until('hil> ')
    expect(board.heard.text).not.toContain('anyone')
  })

  it('hangs with interrupts off, and the watchdog brings it back', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.boot()
    await board.run('watchdog')
    await board.type('hang\r')
    await board.heard.until('hanging\r\n')
    expect(await board.heard.until('hil> ')).toContain('Reset cause: watchdog')
  })

  it('keeps running when the watchdog is kicked and stopped in time', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.boot()
    expect(await board.run('watchdog\rwatchdog kick\rwatchdog off')).toContain('watchdog: armed')
    await board.heard.until('watchdog: off\r\nhil> ')
    expect(await board.run('watchdog status')).toContain('watchdog: off')
    expect(board.heard.text.match(/Reset cause/g)).toHaveLength(1)
  })
})

describe('noise', () => {
  async function noisyHelp(seed: number): Promise<string> {
    await using board = await openTrialBoard()
    await board.boot()
    await board.faults.uartNoise({ rate: 0.2, lose: 0.1, seed }, board.context)
    await board.type('help\r')
    return await board.heard.take(300)
  }

  it('damages the same bytes for the same seed', async () => {
    const [first, again, other] = [await noisyHelp(1), await noisyHelp(1), await noisyHelp(2)]
    expect(first).toBe(again)
    expect(first).not.toBe(other)
  })

  it('loses every byte at a rate of one, and none after it ended', async () => {
    await using board = await openTrialBoard()
    const lose = (share: number) => board.faults.uartNoise({ rate: 0, lose: share, seed: 1 }, board.context)
    await lose(1)
    await board.power.on({}, board.context)
    await board.type('echo gone\r')
    await board.power.off({}, board.context)
    expect(board.heard.text).toBe('')
    await lose(0)
    expect(await board.boot()).toContain('Hilwright Widget')
  })
})

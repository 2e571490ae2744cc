import { describe, expect, it } from 'vitest'
import { openTrialBoard } from './trial-board.ts'

describe('boot', () => {
  it('prints the boot log from power on to the prompt', async () => {
    await using board = await openTrialBoard()
    const lines = (await board.boot()).trim().split('\r\n')
    expect(lines).toEqual(
      [
        'Hilwright Widget 2.1.0',
        'Reset cause: power-on',
        'Press any key to stop in the bootloader...',
        'Starting the firmware',
        'PASS ram',
        'PASS eeprom',
        'PASS adc',
        'boot complete',
        'hil> ',
      ].map((line) => line.trim()),
    )
  })

  it('keeps real time when paced', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    const began = performance.now()
    await board.boot()
    // The bootloader's window alone takes a second of device time, which may not run faster than wall time.
    expect(performance.now() - began).toBeGreaterThan(950)
  })

  it('stops in the bootloader at a key and leaves it on command', async () => {
    await using board = await openTrialBoard({ pace: 'real' })
    await board.power.on({}, board.context)
    await board.heard.until('bootloader...')
    await board.type('x')
    await board.heard.until('boot> ')
    await board.type('info\r')
    expect(await board.heard.until('boot> ')).toMatch(/image: version 2\.1\.0, \d+ bytes, crc 0x[0-9A-F]{4}/)
    await board.type('boot\r')
    expect(await board.heard.until('hil> ')).toContain('boot complete')
  })

  it('stays in the bootloader when its strap is low', async () => {
    await using board = await openTrialBoard()
    await board.gpio.drive({ pin: 'PD4', level: 'low' }, board.context)
    await board.power.on({}, board.context)
    await board.heard.until('boot> ')
    await board.gpio.release({ pin: 'PD4' }, board.context)
    await board.type('reset\r')
    expect(await board.heard.until('hil> ')).toContain('Reset cause: software')
  })

  it('tells the cause of each kind of reset', async () => {
    await using board = await openTrialBoard()
    expect(await board.boot()).toContain('Reset cause: power-on')
    expect(await board.run('reset')).toContain('Reset cause: software')
    expect(await board.run('watchdog')).toContain('watchdog: armed')
    expect(await board.heard.until('hil> ')).toContain('Reset cause: watchdog')
    await board.storage.flash({ image: 'widget.hex', sha256: undefined, bmap: undefined }, board.context)
    expect(await board.heard.until('hil> ')).toContain('Reset cause: external')
    await board.faults.brownOut({ voltage: 2, time: 50 }, board.context)
    expect(await board.heard.until('hil> ')).toContain('Reset cause: brown-out')
  })
})

describe('shell', () => {
  it('echoes what is typed and answers', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    expect(await board.run('echo hello world')).toBe('echo hello world\nhello world\nhil> ')
    expect(await board.run('version')).toBe('version\nHilwright Widget 2.1.0\nhil> ')
    expect(await board.run('selftest')).toBe(
      'selftest\nPASS ram\nPASS eeprom\nPASS adc\nselftest: passed\nhil> ',
    )
    expect(await board.run('uptime')).toMatch(/\nup \d+\.\d{3} s\n/)
  })

  it('edits the line: backspace, Ctrl-U and Ctrl-C', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    expect(await board.run('garbage\x15echo ax\bbc')).toContain('\nabc\n')
    await board.type('half a line\x03')
    await board.heard.until('^C\r\nhil> ')
    expect(await board.run('echo whole')).toContain('\nwhole\n')
  })

  it('ends a line at CR, LF or both together', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    for (const end of ['\r', '\n', '\r\n']) {
      await board.type(`echo once${end}`)
      expect(await board.heard.until('hil> ')).toBe('echo once\r\nonce\r\nhil> ')
    }
  })

  it('lists the commands and refuses an unknown one', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    const help = await board.run('help')
    for (const name of 'version uptime led adc gpio echo eeprom selftest watchdog crash hang reset'.split(
      ' ',
    )) {
      expect(help).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    }
    expect(await board.run('frobnicate now')).toContain('error: unknown command "frobnicate", try help')
    expect(await board.run('adc 9')).toContain('error: usage: adc CHANNEL, 0 to 7')
    expect(await board.run('gpio read PD0')).toContain('error: no such pin')
  })

  it('takes a dozen commands typed ahead without losing a byte', async () => {
    await using board = await openTrialBoard()
    await board.boot()
    const words = Array.from({ length: 12 }, (_, index) => `word-${index}`)
    await board.type(words.map((word) => `echo ${word}\r`).join(''))
    for (const word of words)
      expect(await board.heard.until('hil> ')).toBe(`echo ${word}\r\n${word}\r\nhil> `)
  })
})

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { LabError } from '../../runtime/errors.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { TrialPty } from '../serial-port/trial-pty.ts'
import { serial } from './serial.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilwright-serial-'))
const path = join(folder, 'ttyUSB0')
const ptys: TrialPty[] = []
afterEach(async () => {
  for (const pty of ptys.splice(0)) await pty[Symbol.asyncDispose]()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function plugIn(at = path): Promise<TrialPty> {
  const pty = await TrialPty.plugIn(at)
  ptys.push(pty)
  return pty
}

const open = (config: object = {}) =>
  openTrialDevice({ uart: { driver: serial, config: { path, ...config } } }, folder)

async function failure(config: object): Promise<LabError> {
  return open(config).then(
    async (board) => {
      await board[Symbol.asyncDispose]()
      throw new Error('it opened')
    },
    (error) => error,
  )
}

const openFiles = (pid: number | undefined) =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    const link = `/proc/${pid}/fd/${fd}`
    return existsSync(link) ? [readlinkSync(link)] : []
  })
/** stty knows only the rates of the old tables: TCGETS2 has the number itself. */
const READ_RATE = `
import fcntl, os, struct, sys
port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
print(struct.unpack_from('I', fcntl.ioctl(port, 0x802C542A, bytes(44)), 40)[0])
`
const rateOf = (port: string) =>
  Number(execFileSync('python3', ['-c', READ_RATE, port], { encoding: 'utf8' }))
const settingsOf = (port: string) => execFileSync('stty', ['-F', port, '-a'], { encoding: 'utf8' })

describe('bytes', () => {
  test('go both ways, whatever they are', async () => {
    const pty = await plugIn()
    await using board = await open()
    const { console } = board.device
    pty.say(Buffer.from([0, 3, 4, 13, 10, 17, 19, 26, 127, 128, 255]))
    pty.say('hello')
    await console.readUntil('hello')
    expect([...console.log.slice(0, 11)]).toEqual([0, 3, 4, 13, 10, 17, 19, 26, 127, 128, 255])
    await console.sendBytes(Uint8Array.of(0, 3, 13, 10, 17, 19, 255))
    await console.send('end')
    expect(await pty.hears('end')).toBe('\0\x03\r\n\x11\x13\xffend')
  })

  test('what was said before the bench opened the port is not needed for it to work, and garbage does no harm', async () => {
    const pty = await plugIn()
    await using board = await open()
    const garbage = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 256))
    pty.say(garbage)
    pty.say('\nlogin: ')
    await board.device.console.readUntil('login: ', { timeout: '20 s' })
    expect(board.device.console.log.slice(0, garbage.length).equals(garbage)).toBe(true)
  })

  test('a log gets everything, also what nobody waits for', async () => {
    const log = join(folder, 'logs/board.log')
    const pty = await plugIn()
    {
      await using board = await open({ log: 'logs/board.log' })
      pty.say('nobody listens\nend')
      await board.device.console.readUntil('end')
    }
    expect(readFileSync(log, 'utf8')).toBe('nobody listens\nend')
  })
})

describe('settings', () => {
  test('baud rate, stop bits and flow control reach the port; a rate no table knows as well', async () => {
    await plugIn()
    await using board = await open({
      baudRate: 57600,

      stopBits: 2,
      flowControl: 'hardware',
    })
    const shown = settingsOf(path)
    expect(rateOf(path)).toBe(57600)
    for (const flag of ['cstopb', 'crtscts']) expect(shown).toMatch(new RegExp(`(^|\\s)${flag}\\b`))
    await board.device.uart.setBaudRate(250_000)
    expect(rateOf(path)).toBe(250_000)
  })

  test('a port says what it cannot do', async () => {
    await plugIn()
    await using board = await open()
    const { uart } = board.device
    for (const call of [uart.sendBreak({ duration: 1 }), uart.setLine('DTR', false), uart.lines()])
      await expect(call).rejects.toMatchObject({
        code: 'line-unsupported',
        message: expect.stringContaining(path),
      })
  })

  test('paste sends with pauses: the board hears everything in order', async () => {
    const pty = await plugIn()
    await using board = await open({ paste: { perCharacter: '2 ms', perLine: '40 ms' } })
    const began = performance.now()
    await board.device.console.send('one\ntwo\nend')
    expect(performance.now() - began).toBeGreaterThan(2 * 40 + 9 * 2 - 5)
    expect(await pty.hears('end')).toBe('one\ntwo\nend')
  })
})

describe('a port that goes away', () => {
  test('is opened again when it is back; the gap is marked and the rate kept', async () => {
    const pty = await plugIn()
    await using board = await open()
    const { console, uart } = board.device
    await uart.setBaudRate(9600)
    pty.say('before\n')
    await console.readUntil('before\n')
    const waiting = console.readUntil('after', { timeout: '20 s' })
    await pty.unplug()
    await expect.poll(() => console.log.marks.map(({ text }) => text)).toEqual([`${path} disappeared`])
    const back = await plugIn()
    await expect.poll(() => console.log.marks.length, { timeout: 10_000 }).toBe(2)
    back.say('after')
    await waiting
    expect(console.log.marks[1]?.text).toMatch(/ttyUSB0 is back after .* m?s$/)
    expect(rateOf(path)).toBe(9600)
    await console.send('still here')
    await back.hears('still here')
  })

  test('takes what is sent meanwhile when it is back soon', async () => {
    const pty = await plugIn()
    await using board = await open()
    await pty.unplug()
    await expect.poll(() => board.device.console.log.marks.length).toBe(1)
    const sending = board.device.console.send('patience')
    const back = await plugIn()
    await sending
    await back.hears('patience')
  })

  test('fails a send that nobody takes, and says so', { timeout: 20_000 }, async () => {
    const pty = await plugIn()
    await using board = await open()
    await pty.unplug()
    await expect.poll(() => board.device.console.log.marks.length).toBe(1)
    await expect(board.device.console.send('x')).rejects.toMatchObject({
      code: 'console-away',
      message: expect.stringContaining(`${path} is away: ${path} disappeared`),
    })
  })

  test('is what a wait tells that ends meanwhile, also if nothing ever came', async () => {
    const pty = await plugIn()
    await using board = await open()
    const { console } = board.device
    const waiting = console.readUntil('login:', { timeout: '3 s' })
    waiting.catch(() => {})
    await pty.unplug()
    await expect(waiting).rejects.toMatchObject({
      family: 'lab',
      code: 'console-away',
      message: expect.stringMatching(
        /"login:" did not come within 3 s: the console is away since [\d:]{8} UTC \(.*ttyUSB0 disappeared\)/,
      ),
      hint: expect.stringContaining('plugged in'),
    })
    await plugIn()
    await expect.poll(() => console.log.away, { timeout: 10_000 }).toBeUndefined()
    await expect(console.readUntil('login:', { timeout: '50 ms' })).rejects.toMatchObject({
      code: 'console-timeout',
    })
  })

  test('need not be there at first, if the bench file says so', async () => {
    await using board = await open({ appearsLater: true })
    const pty = await plugIn()
    await expect
      .poll(() => board.device.console.log.marks.at(-1)?.text, { timeout: 10_000 })
      .toMatch(/is back/)
    pty.say('late')
    await board.device.console.readUntil('late')
  })

  test('is given up at once when the bench closes', async () => {
    const pty = await plugIn()
    const board = await open()
    await pty.unplug()
    await expect.poll(() => board.device.console.log.marks.length).toBe(1)
    await board[Symbol.asyncDispose]()
    await board[Symbol.asyncDispose]()
  })
})

test('a bench that closes leaves no descriptor of the port open', async () => {
  await plugIn()
  const device = realpathSync(path)
  for (let round = 0; round < 3; round++) {
    await using board = await open()
    expect(openFiles(process.pid)).toContain(device)
    await board.device.console.send('x')
  }
  expect(openFiles(process.pid)).not.toContain(device)
})

describe('a port that cannot be opened', () => {
  test('names the ports that are there', async () => {
    await plugIn()
    const error = await failure({ path: join(folder, 'ttyUSB1') })
    expect(error).toMatchObject({ family: 'lab', code: 'port-missing' })
    expect(error.message).toBe(`There is no port ${folder}/ttyUSB1.\n  Did you mean "${path}"?`)
  })

  test('is told from a file', async () => {
    writeFileSync(join(folder, 'notes.txt'), '')
    expect(await failure({ path: 'notes.txt' })).toMatchObject({
      code: 'port-missing',
      message: expect.stringContaining('is no serial port but a file'),
    })
  })

  test('names the process that has it open, also one that takes no lock', async () => {
    await plugIn()
    const cat = spawn('sh', ['-c', `exec sleep 1000 < ${path} >&2`], { stdio: ['ignore', 'ignore', 'pipe'] })
    const device = realpathSync(path)
    await expect.poll(() => openFiles(cat.pid), { timeout: 5000 }).toContain(device)
    // The shell opens the port, and only then becomes the command.
    await expect.poll(() => readFileSync(`/proc/${cat.pid}/cmdline`, 'utf8')).toMatch(/^sleep/)
    const error = await failure({})
    cat.kill()
    await once(cat, 'exit')
    expect(error.code).toBe('port-in-use')
    expect(error.message).toContain(`${path} is in use by sleep 1000 (process ${cat.pid}).`)
    await (await open())[Symbol.asyncDispose]()
  })

  test('is kept from others while it is open: a second bench, and who reads lock files', async () => {
    await plugIn()
    const lock = `/var/lock/LCK..${realpathSync(path).slice(5).replace('/', '_')}`
    {
      await using _board = await open()
      expect((await failure({})).message).toContain(`is in use by this bench itself (process ${process.pid})`)
      expect(readFileSync(lock, 'utf8')).toBe(`${String(process.pid).padStart(10)}\n`)
    }
    expect(() => readFileSync(lock)).toThrow()
  })

  test('is refused while a living process has its lock file; what a dead one left is taken over', async () => {
    await plugIn()
    const lock = `/var/lock/LCK..${realpathSync(path).slice(5).replace('/', '_')}`
    writeFileSync(lock, `${String(process.ppid).padStart(10)}\n`)
    expect((await failure({})).message).toMatch(
      new RegExp(`by its lock file ${lock} \\(process ${process.ppid}\\)`),
    )
    writeFileSync(lock, '   4194999\n')
    await (await open())[Symbol.asyncDispose]()
  })

  test('is shared if the bench file says so', async () => {
    await plugIn()
    await using _one = await open({ exclusive: false })
    await (await open({ exclusive: false }))[Symbol.asyncDispose]()
  })

  test('has no rights for this user', async () => {
    await plugIn()
    chmodSync(path, 0o600)
    chmodSync(folder, 0o755)
    // Root may open anything: become nobody for a moment. Whoever is not root owns the port, and loses its rights.
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid?.(65534)
    else chmodSync(path, 0)
    const error = await failure({}).finally(() => isRoot && process.seteuid?.(0))
    expect(error.code).toBe('port-denied')
    expect(error.message).toMatch(
      /^This user may not open .*ttyUSB0\.\n {2}It belongs to the group \w+: sudo usermod/,
    )
  })

  test('is asked for in one way only', () => {
    for (const wrong of [
      {},
      { path, usbSerial: 'A1' },
      { path, baudRate: 'fast' },
      { path, parity: 'maybe' },
    ])
      expect(serial.config.safeParse(wrong).success).toBe(false)
  })
})

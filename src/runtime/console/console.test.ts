import { expect, test } from 'vitest'
import { DeviceError, LabError } from '../errors.ts'
import { ByteLog } from './byte-log.ts'
import { Console } from './console.ts'
import type { ConsoleOptions } from './console-options.ts'

/** A console with a device at the other end that answers what `answer` says. */
function openConsole(options: Partial<ConsoleOptions> = {}, answer?: (line: string) => string) {
  const log = new ByteLog()
  const sent: string[] = []
  const receive = (text: string) => log.append(Buffer.from(text))
  const write = async (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString()
    sent.push(text)
    if (answer !== undefined) setImmediate(() => receive(answer(text)))
  }
  return { log, sent, receive, console: new Console({ device: 'board', log, write, ...options }) }
}

async function failureOf(work: Promise<unknown>): Promise<Error & { readonly code?: string }> {
  return await work.then(
    () => expect.unreachable('it does not fail'),
    (error) => error,
  )
}

test('a wait returns the text up to and including the match and leaves the rest', async () => {
  const { console, receive } = openConsole()
  receive('U-Boot 2023.01\r\nlogin: root')
  expect(await console.readUntil('login:')).toBe('U-Boot 2023.01\r\nlogin:')
  expect(console.cursor).toBe(22)
  expect(console.readAvailable()).toBe(' root')
})

test('a wait hears what comes later, however it is cut', async () => {
  const { console, receive } = openConsole()
  const wait = console.readUntil(/boot (\w+)\r\n/)
  receive('boot com')
  setImmediate(() => receive('plete\r\n'))
  expect(await wait).toBe('boot complete\r\n')
})

test('a match comes with its groups and its place', async () => {
  const { console, receive } = openConsole()
  receive('rail 3V3=3.31 V\n')
  expect(await console.expect(/(?<rail>\w+)=(\d+\.\d+) V/)).toEqual({
    text: 'rail 3V3=3.31 V',
    match: '3V3=3.31 V',
    groups: { 0: '3V3=3.31 V', 1: '3V3', 2: '3.31', rail: '3V3' },
    offset: 5,
  })
})

test('the same expression with flags g and y finds one match after the other', async () => {
  const { console, receive } = openConsole()
  receive('a=1;b=2;a=3;')
  const pattern = /a=\d;/gy
  expect(await console.readUntil(pattern)).toBe('a=1;')
  expect(await console.readUntil(pattern)).toBe('b=2;a=3;')
})

test('two waits at the same time find their texts in any order', async () => {
  const { console, receive } = openConsole()
  const waits = Promise.all([console.readUntil('second'), console.readUntil('first')])
  receive('first second, rest')
  expect(await waits).toEqual(['first second', 'first'])
  expect(console.peek()).toBe(', rest')
})

test('bytes that are no UTF-8 do not disturb a wait', async () => {
  const { console, log } = openConsole()
  log.append(Uint8Array.of(0xff, 0xc3, 0x28, 0xf0, 0x9f))
  log.append(Buffer.from('ok\n'))
  expect(await console.readUntil('ok')).toBe('\ufffd\ufffd(\ufffdok')
})

test('peeking, viewing and waiting for quiet consume nothing', async () => {
  const { console, receive } = openConsole()
  receive('login: ')
  await console.waitUntilQuiet({ quiet: 5 })
  expect(console.peek()).toBe('login: ')
  expect(console.cursor).toBe(0)
  expect(await console.readUntilQuiet({ quiet: '5 ms' })).toBe('login: ')
  expect(console.peek()).toBe('')
})

test('waiting for quiet begins anew with every byte', async () => {
  const { console, receive } = openConsole()
  let left = 5
  const timer = setInterval(() => {
    if (left > 0) receive('x')
    else clearInterval(timer)
    left -= 1
  }, 25)
  expect(await console.readUntilQuiet({ quiet: 100 })).toBe('xxxxx')
})

test('the cursor goes back and to the end on request', async () => {
  const { console, receive } = openConsole()
  receive('one two')
  await console.readUntil('one')
  console.seek(0)
  expect(await console.readUntil('two')).toBe('one two')
  console.seek(1)
  console.skipToEnd()
  expect(console.peek()).toBe('')
})

test('a timeout tells what came, when, and what was sent', async () => {
  const { console, receive } = openConsole()
  receive('\u001b[32mU-Boot\u001b[0m 2023\r\nBoot Complete\r\n\u0003')
  await console.sendLine('printenv')
  const error = await failureOf(console.readUntil('boot complete', { timeout: '10 ms' }))
  expect(error).toBeInstanceOf(DeviceError)
  expect(error.code).toBe('console-timeout')
  expect(error.message.replace(/\d+(\.\d)? ms/g, 'T')).toBe(
    [
      'board: "boot complete" did not come within T.',
      '  38 bytes came since the wait began, the last one T ago.',
      '  Last lines received:',
      '  | U-Boot 2023',
      '  | Boot Complete',
      '  | <03>',
      '  Last sent: printenv\\r',
      '  There is a near match: "Boot Complete". Capitals, spaces and line ends count.',
    ].join('\n'),
  )
})

test('a timeout on a silent console asks for power and baud rate', async () => {
  const error = await failureOf(openConsole().console.readUntil(/login/, { timeout: 1 }))
  expect(error.message).toMatch(/Not a single byte came\.\n.*is the device powered, is the baud rate right/)
})

test('a timeout tells when the text had come before the wait', async () => {
  const { console, receive } = openConsole()
  receive('login: ')
  console.readAvailable()
  const error = await failureOf(console.readUntil('login:', { timeout: 1 }))
  expect(error.message).toContain('It came before the wait began')
})

test('an outer deadline ends a wait as a timeout does, a cancel with its own reason', async () => {
  const { console } = openConsole()
  const controller = new AbortController()
  const wait = console.readUntil('x', { signal: controller.signal })
  controller.abort(new Error('the user gave up'))
  expect((await failureOf(wait)).message).toBe('the user gave up')
  expect(await failureOf(console.readUntil('x', { signal: AbortSignal.abort('gone') }))).toBe('gone')
})

test('a prompt at the end of the output counts when the output pauses', async () => {
  const { console, receive } = openConsole({ pause: 5 })
  receive('login: \r\nPassword: ')
  expect(await console.readUntil(/: $/)).toBe('login: \r\nPassword: ')
})

test('what came just before the timeout still counts', async () => {
  const { console, receive } = openConsole({ pause: '1 min' })
  receive('volts=3')
  expect(await console.readUntil(/volts=\d+/, { timeout: 5 })).toBe('volts=3')
})

test.each([['Kernel panic'], [/kernel panic/i]])(
  'the guard %s ends a wait at once and names itself',
  async (guard) => {
    const { console, receive } = openConsole({ notMatching: [guard] })
    const wait = failureOf(console.readUntil('login:', { timeout: '1 min' }))
    receive('[ 1.0] Kernel pa')
    setImmediate(() => receive('nic - not syncing: VFS\r\nlogin: '))
    const error = await wait
    expect([error.code, error instanceof DeviceError]).toEqual(['console-guard', true])
    expect(error.message).toContain(
      typeof guard === 'string' ? '"Kernel panic" came' : '/kernel panic/i came',
    )
    expect(error.message).toContain('The line: [ 1.0] Kernel panic - not syncing: VFS')
  },
)

test('a guard behind the match is left to the next wait', async () => {
  const { console, receive } = openConsole({ notMatching: ['panic'] })
  receive('login: ok\npanic\nmore\n')
  expect(await console.readUntil('login:')).toBe('login:')
  expect((await failureOf(console.readUntil('more'))).code).toBe('console-guard')
  expect(await console.readUntil('more')).toBe('\nmore')
})

test('who waits for the guard itself gets it, and guards can be switched off', async () => {
  const { console, receive } = openConsole({ notMatching: [/panic/] })
  receive('a panic, a panic, done')
  expect(await console.readUntil('a panic')).toBe('a panic')
  expect(await console.readUntil('done', { notMatching: [] })).toBe(', a panic, done')
})

test('a closed console ends waits as a fault of the lab, after a last look', async () => {
  const { console, receive, log } = openConsole({ pause: '1 min' })
  const [first, second] = [console.readUntil(/a\d+/), failureOf(console.readUntil('login:'))]
  receive('a1')
  log.close(new Error('the exporter went away'))
  expect(await first).toBe('a1')
  const error = await second
  expect([error.code, error instanceof LabError]).toEqual(['console-closed', true])
  expect(error.message).toContain('the exporter went away')
  expect((await failureOf(console.readUntil('x'))).code).toBe('console-closed')
})

test('sends do not mix: each waits for those before it', async () => {
  const order: string[] = []
  const log = new ByteLog()
  const write = async (bytes: Uint8Array) => {
    order.push(`begin ${bytes}`)
    await new Promise((resolve) => setImmediate(resolve))
    order.push(`end ${bytes}`)
  }
  const console = new Console({ device: 'board', log, write })
  await Promise.all([console.sendBytes(Uint8Array.of(1)), console.sendBytes(Uint8Array.of(2))])
  expect(order).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2'])
  expect(log.sends.map(({ bytes }) => bytes[0])).toEqual([1, 2])
})

test('a failed send does not stop the next', async () => {
  let fails = true
  const write = async () => {
    const failsNow = fails
    fails = false
    if (failsNow) throw new Error('unplugged')
  }
  const { console } = openConsole({ write })
  const first = failureOf(console.send('a'))
  const second = console.send('b')
  expect((await first).message).toBe('unplugged')
  await second
})

test('a line ends as the console or the call says', async () => {
  const { console, sent } = openConsole({ newline: '\n' })
  await console.sendLine('version')
  await console.sendLine('version', { newline: '\r\n' })
  await openConsole().console.sendLine()
  expect(sent).toEqual(['version\n', 'version\r\n'])
})

test('a command returns its output without echo and prompt', async () => {
  const { console, sent } = openConsole({}, (line) => `${line}\nLinux 6.1\r\nsmp\r\n$ `)
  await console.sendLine('stale output with $ ')
  await console.waitUntilQuiet({ quiet: 20 })
  expect(await console.run('uname > x', { prompt: '$ ' })).toBe('Linux 6.1\nsmp')
  expect(sent.at(-1)).toBe('uname > x\r')
})

test('a prompt inside the echo of the command is not taken for the prompt', async () => {
  const { console } = openConsole({}, (line) => `${line}\ndone\r\n> `)
  expect(await console.run('echo 1 > a > b', { prompt: '> ' })).toBe('done')
})

test.each([
  ['half of a question to the terminal', '[6n'],
  ['the last space of a prompt', ' '],
])('%s is no output', async (_what, rest) => {
  const { console } = openConsole({}, (line) => `${rest}${line}\nLinux\r\n$ `)
  expect(await console.run('uname', { prompt: '$ ' })).toBe('Linux')
})

test('a prompt of which only the end is named is no output as a whole', async () => {
  const answers: Record<string, string> = { uname: 'Linux\r\n', true: '', 'printf x': 'x' }
  const { console, receive } = openConsole({}, (line) => {
    const command = line.trimEnd()
    return `${command}\r\n${answers[command]}root@board:~# `
  })
  receive('root@board:~# ')
  expect(await console.run('uname', { prompt: '#' })).toBe('Linux')
  expect(await console.run('true', { prompt: '# ' })).toBe('')
  expect(await console.run('printf x', { prompt: '~#' })).toBe('x')
})

test('commands run one after the other', async () => {
  const { console } = openConsole({}, (line) => `${line}\n${line.length}\r\n$ `)
  const runs = ['a', 'bcd', 'ef'].map((command) => console.run(command, { prompt: '$ ' }))
  expect(await Promise.all(runs)).toEqual(['2', '4', '3'])
})

test('a command that takes too long is interrupted, and the next one runs', async () => {
  const answers = (text: string) =>
    text === '\u0003' ? '^C\r\n$ ' : text === 'top\r' ? 'top\r\nCPU 3%\r\n' : 'hi\r\nhi\r\n$ '
  const { console, sent } = openConsole({}, answers)
  const error = await failureOf(console.run('top', { prompt: '$ ', timeout: 50 }))
  expect(error.code).toBe('command-timeout')
  expect(error.message).toMatch(/"top" did not end in time.*\| CPU 3%.*Ctrl-C brought the prompt back/s)
  expect(sent).toEqual(['top\r', '\u0003'])
  expect(await console.run('hi', { prompt: '$ ' })).toBe('hi')
})

test('a console that never falls silent ends the wait for quiet', async () => {
  const { console, receive } = openConsole()
  const timer = setInterval(() => receive('.'), 2)
  const error = await failureOf(console.waitUntilQuiet({ quiet: '1 min', timeout: 30 }))
  clearInterval(timer)
  expect(error.message).toMatch(
    /^board: silence did not come within .*\n {2}\d+ bytes? came since the wait began/,
  )
})

test('a port that disappeared and came back shows in the tail and in the transcript', async () => {
  const { console, receive, log } = openConsole()
  receive('before\r\n')
  log.mark('port disappeared')
  log.mark('port returned')
  receive('after\r\n')
  expect(console.tail(3)).toEqual(['--- port disappeared ---', '--- port returned ---', 'after'])
  expect(console.transcript()).toBe('before\n--- port disappeared ---\n--- port returned ---\nafter\n')
})

import { expect, test } from 'vitest'
import { ByteLog } from './byte-log.ts'
import { Console } from './console.ts'

function openConsole() {
  const log = new ByteLog()
  const sent: string[] = []
  const console = new Console({
    device: 'board',
    log,
    write: async (bytes) => {
      sent.push(Buffer.from(bytes).toString())
    },
  })
  return { log, sent, console, receive: (text: string) => log.append(Buffer.from(text)) }
}

test('a wait returns the text up to and including the match and leaves the rest', async () => {
  const { console, receive } = openConsole()
  receive('U-Boot 2023.01\r\nlogin: root')
  expect(await console.readUntil('login:')).toBe('U-Boot 2023.01\r\nlogin:')
  expect(console.readAvailable()).toBe(' root')
})

test('a wait hears what comes later', async () => {
  const { console, receive } = openConsole()
  const wait = console.readUntil(/boot (\w+)\r\n/)
  receive('boot com')
  setImmediate(() => receive('plete\r\n'))
  expect(await wait).toBe('boot complete\r\n')
})

import { expect, test } from 'vitest'
import { isLocal, parseListenAddress, urlOf } from './listen-address.ts'

test.each([
  ['127.0.0.1:7070', 'ws://127.0.0.1:7070', true],
  ['[::1]:7070', 'ws://[::1]:7070', true],
  ['localhost:0', 'ws://localhost:0', true],
  [':7070', 'ws://0.0.0.0:7070', false],
  ['lab-3.example:65535', 'ws://lab-3.example:65535', false],
  ['/run/bench.sock', 'ws+unix:/run/bench.sock:/', true],
  ['unix:/run/bench', 'ws+unix:/run/bench:/', true],
])('%s is %s', (text, url, local) => {
  const address = parseListenAddress(text)
  expect([urlOf(address, false), isLocal(address)]).toEqual([url, local])
})

test.each(['7070', 'host', 'host:99999', '::1:7070', ''])('"%s" is no address', (text) => {
  expect(() => parseListenAddress(text)).toThrow('is no address to listen on')
})

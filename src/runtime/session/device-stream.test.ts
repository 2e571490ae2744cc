import { expect, test } from 'vitest'
import type { StreamListener } from '../connection.ts'
import type { ByteListener } from '../driver.ts'
import { DeviceStream } from './device-stream.ts'

function spokenTo() {
  let speaker: ByteListener | undefined
  const stream = new DeviceStream({
    listen: (listener) => {
      speaker = listener
    },
    write: async () => {},
  })
  const say = (text: string) => speaker?.bytes(Buffer.from(text))
  return { stream, say, mark: (text: string) => speaker?.mark(text) }
}

function listening(): StreamListener & { text: string } {
  return {
    text: '',
    bytes(chunk) {
      this.text += Buffer.from(chunk)
    },
    mark(text) {
      this.text += `(${text})`
    },
  }
}

test('what came before there was a listener is delivered, marks in their places', () => {
  const { stream, say, mark } = spokenTo()
  say('one')
  mark('gone')
  say('two')
  const listener = listening()
  stream.listen(stream.heard, listener)
  expect(listener.text).toBe('one(gone)two')
})

test('two listeners hear the same; a new one beside them hears what is new', () => {
  const { stream, say } = spokenTo()
  const [first, second] = [listening(), listening()]
  stream.listen(stream.heard, first)
  say('one ')
  stream.listen(stream.heard, second)
  say('two')
  expect([first.text, second.text]).toEqual(['one two', 'two'])
})

test('the place of the last listener counts, and stopping twice does not move it', () => {
  const { stream, say } = spokenTo()
  const stops = [stream.listen(0, listening()), stream.listen(0, listening())]
  say('heard')
  for (const { stop } of stops) stop()
  say('unheard')
  stops[0]?.stop()
  expect(stream.heard).toBe(5)
})

test('a listener gets no more than it has room for, and the rest when it grants more', () => {
  const { stream, say, mark } = spokenTo()
  const listener = listening()
  const { grant, stop } = stream.listen(0, listener, 5)
  say('123456')
  mark('gone')
  say('789')
  expect(listener.text).toBe('12345')
  grant(1)
  expect(listener.text).toBe('123456(gone)')
  grant(2)
  expect(listener.text).toBe('123456(gone)78')
  stop()
  expect(stream.heard).toBe(8)
})

test('a device that can wait does so while a listener is far behind', () => {
  const flows: boolean[] = []
  let speaker: ByteListener | undefined
  const stream = new DeviceStream({
    listen: (listener) => {
      speaker = listener
    },
    write: async () => {},
    setFlow: (on) => flows.push(on),
  })
  const { grant } = stream.listen(0, { bytes: () => {}, mark: () => {} }, 0)
  const mebibyte = 1024 * 1024
  for (let count = 0; count < 6; count += 1) speaker?.bytes(Buffer.alloc(mebibyte))
  expect(flows).toEqual([false])
  grant(6 * mebibyte)
  expect(flows).toEqual([false, true])
})

test('what had to be dropped is counted in its place', () => {
  const { stream, say } = spokenTo()
  const marks: string[] = []
  const offsets: number[] = []
  const listener = {
    bytes: (_: Uint8Array, at: number) => offsets.push(at),
    mark: (text: string) => marks.push(text),
  }
  const { grant } = stream.listen(0, listener, 0)
  for (let count = 0; count < 20; count += 1) say('x'.repeat(1024 * 1024))
  grant(1)
  expect(marks).toEqual([`${stream.log.start} bytes were dropped: nobody took them`])
  expect(offsets).toEqual([stream.log.start])
})

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
  for (const stop of stops) stop()
  say('unheard')
  stops[0]?.()
  expect(stream.heard).toBe(5)
})

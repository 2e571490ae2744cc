import { expect, test } from 'vitest'
import { MarkedOutput } from './marked-output.ts'

const MARK = '\x1emark'

/** What is heard of an output that comes in such pieces. */
function hear(pieces: readonly string[]) {
  const marks: string[] = []
  let data = ''
  const output = new MarkedOutput(MARK, {
    data: (chunk) => {
      data += chunk.toString('latin1')
    },
    mark: (told) => marks.push(`${data.length}:${told}`),
  })
  for (const piece of pieces) output.take(Buffer.from(piece, 'latin1'))
  return { data: () => data, marks, output }
}

const SAID = `one${MARK}0\n\x1ema\x1e${MARK}12-\ntwo\x1emarx`

test('a mark is taken out wherever the output is cut', () => {
  for (let first = 0; first <= SAID.length; first++)
    for (let second = first; second <= SAID.length; second++) {
      const pieces = [SAID.slice(0, first), SAID.slice(first, second), SAID.slice(second)]
      const heard = hear(pieces)
      expect(heard.marks).toEqual(['3:0', '7:12-'])
      expect(heard.data()).toBe('one\x1ema\x1etwo\x1emarx')
    }
})

test('what may begin a mark is held back until it is none, or nothing more comes', () => {
  const heard = hear(['text\x1ema'])
  expect(heard.data()).toBe('text')
  heard.output.take(Buffer.from('de'))
  expect(heard.data()).toBe('text\x1emade')
  heard.output.take(Buffer.from(MARK))
  expect(heard.data()).toBe('text\x1emade')
  heard.output.end()
  expect(heard.data()).toBe(`text\x1emade${MARK}`)
})

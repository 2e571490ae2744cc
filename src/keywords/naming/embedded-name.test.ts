import { describe, expect, it } from 'vitest'
import { EmbeddedName } from './embedded-name.ts'

function match(name: string, called: string) {
  return EmbeddedName.read(name)?.match(called)
}

describe('a name with arguments in it', () => {
  it('gives what stands in their places', () => {
    expect(match('Set ${pin} to ${level}', 'set LED to high')).toEqual(['LED', 'high'])
  })

  it('keeps spaces and underscores apart', () => {
    expect(match('Set ${pin} to ${level}', 'Set LED tohigh')).toBeUndefined()
    expect(match('Set ${pin} to ${level}', 'Set LED_to_high')).toBeUndefined()
  })

  it('holds what is given to the pattern', () => {
    expect(match('Pin ${n:\\d+} is on', 'Pin 12 is on')).toEqual(['12'])
    expect(match('Pin ${n:\\d+} is on', 'Pin x is on')).toBeUndefined()
    expect(match('It is ${animal:a (cat|dog)}', 'It is a dog')).toEqual(['a dog'])
  })

  it('takes a variable whatever the pattern is', () => {
    expect(match('Pin ${n:\\d+} is on', 'Pin ${x} is on')).toEqual(['${x}'])
  })

  it('reads a type and a pattern', () => {
    expect(EmbeddedName.read('Pin ${n: int:\\d}')?.arguments).toEqual([
      { name: 'n', type: 'int', pattern: '\\d' },
    ])
  })

  it('refuses a pattern that cannot be read, in the words of Robot', () => {
    expect(() => EmbeddedName.read('Invalid ${x:(} Regexp')).toThrow(
      'Compiling embedded arguments regexp failed: error: missing ), unterminated subpattern at position 9',
    )
  })

  it('gives up on a pattern that explodes', () => {
    expect(match('Read ${x:(a+)+b}', `Read ${'a'.repeat(40)}`)).toBeUndefined()
  }, 20_000)
})

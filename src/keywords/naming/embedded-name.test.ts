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

  it('gives each argument as little as it can, the last one the rest', () => {
    expect(match('${a}-${b}', '1-2-3')).toEqual(['1', '2-3'])
    expect(match('${a}${b}', 'xy')).toEqual(['', 'xy'])
    expect(match('${a} and ${b} and c', 'x and y and z and c')).toEqual(['x', 'y and z'])
    expect(match('${a} and c', 'x and c and d')).toBeUndefined()
    expect(match('go ${a} now', 'go now')).toBeUndefined()
    expect(match('say (${text})', 'SAY ()')).toEqual([''])
  })

  it('with hundreds of arguments is told apart at once', () => {
    const many = Array.from({ length: 300 }, (_, index) => `\${a${index}}`)
    for (let round = 0; round < 50; round++) {
      expect(match(`${many.join('')}.`, 'x'.repeat(5_000))).toBeUndefined()
      expect(match(`${many.join(' ')}.`, 'x '.repeat(5_000))).toBeUndefined()
    }
  }, 20_000)

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

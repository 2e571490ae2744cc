import { describe, expect, it } from 'vitest'
import { float } from '../value/float.ts'
import { toText } from '../value/text.ts'
import { tuple } from '../value/tuple.ts'
import { convertTo, typeOfVariable, typeProblem } from './named-type.ts'

function converted(type: string, value: unknown): unknown {
  return convertTo(type, value, { kind: 'Value' })
}

function failure(type: string, value: unknown): string {
  try {
    return `no failure: ${toText(converted(type, value))}`
  } catch (error) {
    return (error as Error).message
  }
}

describe('a value becomes one of a type', () => {
  it.each([
    ['int', '42', 42],
    ['int', '0x1F', 31],
    ['int', '1 000', 1000],
    ['int', '1e3', 1000],
    ['int', '12345678901234567890', 12345678901234567890n],
    ['integer', 7, 7],
    ['bool', 'Yes', true],
    ['bool', 'off', false],
    ['bool', 'maybe', 'maybe'],
    ['str', 42, '42'],
    ['None', 'none', null],
    ['list[int]', "[1, '2']", [1, 2]],
    ['list', '(1, 2)', [1, 2]],
    ['dict[str, int]', "{1: '2'}", new Map([['1', 2]])],
    ['int | float', '1', 1],
    ['list[int | None]', "['1', 'none']", [1, null]],
    ['Literal["ON", "off"]', 'on', 'ON'],
    ['Literal[1, 2]', '2', 2],
    ['set[int]', '[1, 1, 2]', new Set([1, 2])],
  ])('%s of %j', (type, value, expected) => {
    expect(converted(type, value)).toEqual(expected)
  })

  it('as a float, which stays one where it is whole', () => {
    expect(converted('float', '2')).toEqual(float(2))
    expect(converted('int | float', '1.5')).toBe(1.5)
  })

  it('as a tuple', () => {
    expect(converted('tuple[int, str]', ['1', 2])).toEqual(tuple([1, '2']))
    expect(converted('tuple[int, ...]', '(1, 2)')).toEqual(tuple([1, 2]))
  })

  it('as a time and a date', () => {
    expect(toText(converted('timedelta', '1 min 30 s'))).toBe('0:01:30')
    expect(toText(converted('date', '2026-07-01'))).toBe('2026-07-01')
  })
})

describe('a value that is none is refused in Robot’s words', () => {
  it.each([
    ['int', 'x', "Value 'x' cannot be converted to integer."],
    ['int', '1.5', "Value '1.5' cannot be converted to integer: Conversion would lose precision."],
    ['float', [1], "Value '[1]' (list) cannot be converted to float."],
    ['list[int]', 'x', "Value 'x' cannot be converted to list[int]: Invalid expression."],
    ['list', '42', "Value '42' cannot be converted to list: Value is integer, not list."],
    ['Literal["a", 1]', 'b', "Value 'b' cannot be converted to 'a' or 1."],
    ['int | None', 'x', "Value 'x' cannot be converted to integer or None."],
    [
      'dict[str, int]',
      "{'k': 'x'}",
      "Value '{'k': 'x'}' cannot be converted to dict[str, int]: Item 'k' got value 'x' that cannot be converted to integer.",
    ],
    [
      'tuple[int, int]',
      '(1,)',
      "Value '(1,)' cannot be converted to tuple[int, int]: Expected 2 items, got 1.",
    ],
  ])('%s of %j', (type, value, message) => {
    expect(failure(type, value)).toBe(message)
  })

  it('with the name of what it is for', () => {
    expect(() => convertTo('int', 'x', { kind: 'Argument', name: 'n' })).toThrow(
      "Argument 'n' got value 'x' that cannot be converted to integer.",
    )
  })
})

describe('a type that cannot be read is refused in Robot’s words', () => {
  it.each([
    ['bad', "Unrecognized type 'bad'."],
    ['list[bad]', "Unrecognized type 'bad'."],
    ['list[int', "Parsing type 'list[int' failed: Error at end: Closing ']' missing."],
    ['list[int]]', "Parsing type 'list[int]]' failed: Error at index 9: Extra content after 'list[int]'."],
    ['int |', "Parsing type 'int |' failed: Error at end: Type name missing."],
    ['list[,]', "Parsing type 'list[,]' failed: Error at index 5: Type missing before ','."],
    ['dict[str]', "'dict[]' requires exactly 2 parameters, 'dict[str]' has 1."],
    ['int[str]', "'int' does not accept parameters, 'int[str]' has 1."],
    ['Literal[]', "Parsing type 'Literal[]' failed: Error at end: Literal cannot be empty."],
  ])('%s', (type, message) => {
    expect(typeProblem(type)).toBe(message)
  })
})

it('the sigil of a variable says what its type is the type of', () => {
  expect(typeOfVariable('$', 'int')).toBe('int')
  expect(typeOfVariable('@', 'int')).toBe('list[int]')
  expect(typeOfVariable('&', 'int')).toBe('dict[Any, int]')
  expect(typeOfVariable('&', 'str = int')).toBe('dict[str, int]')
})

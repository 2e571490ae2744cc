import { describe, expect, it } from 'vitest'
import type { CellPart, CellValue } from './cell.ts'
import { parseAssignTarget, parseCell, splitNamed } from './parse-cell.ts'

/** A value as text: variables in «», their expression after a colon, their items in brackets. */
function show(value: CellValue): string {
  if (value.kind === 'text') return JSON.stringify(value.text)
  return value.kind === 'variable' ? showPart(value.variable) : value.parts.map(showPart).join(' + ')
}

function showPart(part: CellPart): string {
  if (typeof part === 'string') return JSON.stringify(part)
  const name = part.expression === undefined ? part.name.map(showPart).join(' + ') : `: ${part.expression}`
  return `${part.sigil}«${name}»${part.items.map((item) => `[${show(item)}]`).join('')}`
}

describe('parseCell', () => {
  it.each([
    ['plain text', '"plain text"'],
    ['', '""'],
    ['a $b {c} 100%', '"a $b {c} 100%"'],
    [String.raw`a\nb\tc\rd`, String.raw`"a\nb\tc\rd"`],
    [String.raw`\x41\u2603\U0001F600`, '"A☃😀"'],
    [String.raw`\U00110000 \xZZ \q \\n`, String.raw`"U00110000 xZZ q \\n"`],
    ['\\${x} \\\\${x}', '"${x} \\\\" + $«"x"»'],
    ['${x}', '$«"x"»'],
    ['@{list}', '@«"list"»'],
    ['&{dict}', '&«"dict"»'],
    ['%{HOME=/root}', '%«"HOME=/root"»'],
    ['a ${x} b', '"a " + $«"x"» + " b"'],
    ['${x}${y}', '$«"x"» + $«"y"»'],
    ['${x}[0][key]', '$«"x"»["0"]["key"]'],
    ['${x}[${i}]', '$«"x"»[$«"i"»]'],
    ['%{X}[0]', '%«"X"» + "[0]"'],
    ['${a${b}c}', '$«"a" + $«"b"» + "c"»'],
    ['${{ 1 + {2: 3}[2] }}', '$«: 1 + {2: 3}[2]»'],
    ['${{$x}}', '$«: $x»'],
    ['\\n${x}', '"\\n" + $«"x"»'],
    ['${}', '$«""»'],
    ['${a\\}b}', '$«"a}b"»'],
  ])('reads %s', (text, expected) => {
    expect(show(parseCell(text))).toBe(expected)
  })

  it('takes what follows an unclosed variable as text, and says where it began', () => {
    expect(parseCell('a ${b ${c}')).toEqual({ kind: 'text', text: 'a ${b ${c}', unclosed: 2 })
    expect(parseCell('${a}[0 b')).toEqual({ kind: 'text', text: '${a}[0 b', unclosed: 0 })
    expect(parseCell('${a} ${b')).toMatchObject({ kind: 'mixed', unclosed: 5 })
  })

  it('gives variables their place in the cell, also nested ones', () => {
    expect(parseCell('ab${c${d}}[${e}]')).toMatchObject({
      parts: [
        'ab',
        {
          start: 2,
          end: 16,
          name: ['c', { start: 5, end: 9 }],
          items: [{ variable: { start: 11, end: 15 } }],
        },
      ],
    })
  })

  it('ends on names that nest without bound', () => {
    const deep = `${'${'.repeat(20_000)}${'}'.repeat(20_000)}`
    expect(parseCell(deep).kind).toBe('variable')
  })
})

describe('parseAssignTarget', () => {
  it.each([
    ['${x}', { sigil: '$', name: 'x', items: [] }],
    ['@{rest} =', { sigil: '@', name: 'rest', items: [] }],
    ['&{d}=', { sigil: '&', name: 'd', items: [] }],
    ['${n: int}', { sigil: '$', name: 'n', type: 'int', items: [] }],
    ['${x}[key]', { sigil: '$', name: 'x', items: ['key'] }],
    ['${a.b}', { sigil: '$', name: 'a.b', items: [] }],
  ])('reads %s', (text, expected) => {
    expect(parseAssignTarget(text)).toEqual(expected)
  })

  it.each(['x', '${x', '${x} y', 'a${x}', '%{X}', '${}'])('refuses %s', (text) => {
    expect(parseAssignTarget(text)).toBeUndefined()
  })
})

describe('splitNamed', () => {
  it.each([
    ['a=b', ['a', 'b']],
    ['a=b=c', ['a', 'b=c']],
    [String.raw`a\=b=c`, [String.raw`a\=b`, 'c']],
    ['${x=1}=c', ['${x=1}', 'c']],
    ['=', ['', '']],
  ])('splits %s', (text, [name, value]) => {
    expect(splitNamed(text)).toEqual({ name, value })
  })

  it.each(['a', String.raw`a\=b`, '${a=b}'])('leaves %s whole', (text) => {
    expect(splitNamed(text)).toBeUndefined()
  })
})

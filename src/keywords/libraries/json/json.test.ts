import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loads } from '../../functions/json.ts'
import { runSuiteText } from '../../testing/run-suite-text.ts'
import { placesOf, valueAt } from './json-path.ts'

const STORE = `{"store": {"book": [{"title": "a", "price": 5.0}, {"title": "b", "price": 12, "isbn": "x-1"}]}, "x y": 1, "big": 12345678901234567890}`

/** Runs steps on \${json} as one test; the message, and what was logged. */
async function run(steps: string, library = 'JSON') {
  const lines = steps.trim().replace(/^\s*/gm, '    ')
  const { tests, log } = await runSuiteText(
    `*** Settings ***\nLibrary    ${library}\n*** Test Cases ***\nTest\n    \${json} =    Convert String To Json    ${STORE.replaceAll('  ', ' ')}\n${lines}\n`,
  )
  return { message: tests.get('Test')?.message, log: log.map((line) => line.replace('INFO ', '')) }
}

describe('paths', () => {
  it.each([
    ['$.store.book[*].title', ['a', 'b']],
    ['store.book[0].title', ['a']],
    ['$..book[-1:].title', ['b']],
    ['$["x y"]', [1]],
    ['$.store.book[?(@.price < 10)].title', ['a']],
    ["$.store.book[?search(@.isbn, '-')].title", ['b']],
    ["$.store.book[?match(@.isbn, '-')].title", []],
    ['$.nothing', []],
  ])('%s', async (path, expected) => {
    const value = loads(STORE)
    expect((await placesOf(value, path)).map((place) => valueAt(value, place))).toEqual(expected)
  })

  it.each(['$.a[', '$[?(1)]', '$.a[?constructor()]', '$.a[?(@.x == process.exit(1))]'])(
    'refuses %s',
    async (path) => {
      await expect(placesOf({}, path)).rejects.toMatchObject({ code: 'json-path' })
    },
  )

  it('end in bounded time, whatever the pattern', async () => {
    const value = new Map([['items', ['a'.repeat(60)]]])
    await expect(placesOf(value, "$.items[?search(@, '^(a|a)*b$')]")).rejects.toThrow()
  })
})

describe('keywords', () => {
  it('find, change, add and delete where a path leads', async () => {
    const { message, log } = await run(`
      Update Value To Json    \${json}    $..title    new
      Add Object To Json    \${json}    $.store.book    \${{ {'title': 'c'} }}
      Add Object To Json    \${json}    $.store.color    red
      Delete Object From Json    \${json}    $.store.book[:2].price
      Delete Object From Json    \${json}    $.store.book[0,2]
      \${text} =    Convert Json To String    \${json}
      Log    \${text}
      \${found} =    Has Value In Json    \${json}    $.store.tent
      Should Be Equal    \${found}    \${False}
      Get Value From Json    \${json}    $.store.tent    fail_on_empty=True`)
    expect(log).toEqual([
      '{"store": {"book": [{"title": "new", "isbn": "x-1"}], "color": "red"}, "x y": 1, "big": 12345678901234567890}',
    ])
    expect(message).toBe('Get Value From Json keyword failed to find a value for $.store.tent')
  })

  it('keep the kind of numbers through files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-json-'))
    const { message, log } = await run(`
      Dump Json To File    ${folder}/out.json    \${json}
      \${again} =    Load Json From File    ${folder}/out.json
      Should Be Equal    \${again}    \${json}
      Log    \${again}[store][book][0][price] \${again}[big]
      Load Json From File    ${folder}/none.json`)
    expect(log).toEqual(['5.0 12345678901234567890'])
    expect(message).toBe(`FileNotFoundError: [Errno 2] No such file or directory: '${folder}/none.json'`)
    rmSync(folder, { recursive: true })
  })

  it('say where a value is not as its schema says', async () => {
    const { message } = await run(
      `Validate Json By Schema    \${json}    {"properties": {"store": {"properties": {"book": {"items": {"required": ["isbn"]}}}}, "x y": {"type": "string"}}}`,
    )
    expect(message).toBe(
      'Json does not match the schema:\n$.store.book.0: Instance does not have required property "isbn".\n$.x y: Instance type "number" is invalid. Expected "string".',
    )
  })

  it('are there under the name of the library for Robot', async () => {
    const { message } = await run(
      'JSONLibrary.Should Not Have Value In Json    ${json}    $.big',
      'JSONLibrary',
    )
    expect(message).toBe('Match found for path $.big: [12345678901234567890]')
  })

  it('tell what is no JSON', async () => {
    expect((await run('Convert String To Json    {nope}')).message).toMatch(/^JSONDecodeError: /)
  })
})

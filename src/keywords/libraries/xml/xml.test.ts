import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runSuiteText } from '../../testing/run-suite-text.ts'
import { parseXml } from './parse-xml.ts'
import { findElements } from './xml-path.ts'
import { writeXml } from './xml-text.ts'

/** Runs steps as one test and returns its message. */
async function run(steps: string): Promise<string> {
  const lines = steps.trim().replace(/^\s*/gm, '    ')
  const { tests } = await runSuiteText(
    `*** Settings ***\nLibrary    XML\n*** Test Cases ***\nTest\n${lines}\n`,
  )
  return tests.get('Test')?.message ?? 'no such test'
}

describe('parsing', () => {
  it('keeps text, children and tails in their order, without comments', async () => {
    const xml = '<p a="1">one <b>two</b> th<!-- c -->ree <?pi?><i/>four</p>'
    const root = await parseXml(xml)
    expect(root.children.map(({ tag, tail }) => [tag, tail])).toEqual([
      ['b', ' three '],
      ['i', 'four'],
    ])
    expect(writeXml(root)).toBe('<p a="1">one <b>two</b> three <i />four</p>')
  })

  it('moves namespaces to xmlns attributes, keeps them in the tags, or leaves them out', async () => {
    const xml = '<a xmlns="one" xmlns:p="two"><p:b x="1" p:y="2"/><c/></a>'
    expect(writeXml(await parseXml(xml))).toBe(
      '<a xmlns:ns0="two" xmlns="one"><b x="1" ns0:y="2" xmlns="two" /><c /></a>',
    )
    expect(writeXml(await parseXml(xml, { keepClarkNotation: true }))).toBe(
      '<ns0:a xmlns:ns0="one" xmlns:ns1="two"><ns1:b x="1" ns1:y="2" /><ns0:c /></ns0:a>',
    )
    expect((await parseXml(xml, { stripNamespaces: true })).children.map(({ tag }) => tag)).toEqual([
      'b',
      'c',
    ])
  })

  it('reads bytes in the encoding that they declare', async () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?><ä>ö</ä>`
    expect((await parseXml(Buffer.from(xml, 'latin1'))).text).toBe('ö')
    expect((await parseXml(xml)).text).toBe('ö')
  })

  it.each([
    ['<a><b></a>', 'mismatched tag: line 1'],
    ['<kekkonen>urho', 'no element found: line 1, column 14'],
    ['<a/>junk', 'junk after document element: line 1'],
    ['<a>&nope;</a>', 'undefined entity: line 1'],
    ['<p:a/>', 'unbound prefix: line 1'],
    ['<a b="1" b="2"/>', 'duplicate attribute: line 1'],
    ['<a <', 'not well-formed (invalid token): line 1'],
  ])('refuses %s', async (xml, expected) => {
    await expect(parseXml(xml)).rejects.toMatchObject({
      type: 'ParseError',
      message: expect.stringContaining(expected),
    })
  })

  it('expands no entities of its own, so that a small file stays small', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
    await expect(parseXml(bomb)).rejects.toMatchObject({ type: 'ParseError' })
  })

  it('refuses what is nested too deeply to be worked on', async () => {
    await expect(parseXml(`${'<a>'.repeat(100_000)}`)).rejects.toThrow('nested more than 1000 deep')
  })

  it('reads no file that a document names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-xml-'))
    writeFileSync(join(folder, 'secret'), 'secret')
    const xml = `<!DOCTYPE a [<!ENTITY x SYSTEM "file://${folder}/secret">]><a>&x;</a>`
    await expect(parseXml(xml)).rejects.toMatchObject({ type: 'ParseError' })
    rmSync(folder, { recursive: true })
  })
})

describe('paths', () => {
  const XML = `<r><a i="1">x</a><a i="2"><b>y</b></a><c><a i="3"/><b>z</b></c><a/></r>`

  it.each([
    ['a', 3],
    ['*', 4],
    ['.', 1],
    ['c/a', 1],
    ['.//a', 4],
    ['.//b/..', 2],
    ['c//b', 1],
    ['a[@i]', 2],
    ["a[@i='2']", 1],
    ["a[@i!='2']", 1],
    ['a[b]', 1],
    ["a[b='y']", 1],
    ["*[b!='y']", 1],
    ["a[.='x']", 1],
    ['a[2]/b', 1],
    ['a[last()]', 1],
    ['a[last()-1]/b', 1],
    ['a[9]', 0],
    ['{*}a', 3],
    ['{}a', 3],
  ])('%s leads to %i', async (path, count) => {
    expect(findElements(await parseXml(XML), path)).toHaveLength(count)
  })

  it.each([
    ['/a', 'cannot use absolute path on element'],
    ['p:a', "prefix 'p' not found in prefix map"],
    ['a[0]', 'XPath position >= 1 expected'],
    ['a[first()]', 'unsupported function'],
    ['a[', 'invalid path'],
    ['a[@i=2]', 'invalid predicate'],
  ])('%s is refused: %s', async (path, message) => {
    const root = await parseXml(XML)
    expect(() => findElements(root, path)).toThrow(message)
  })
})

describe('keywords', () => {
  it('tell how many elements matched', async () => {
    expect(await run('Get Element    <r><a/><a/></r>    a')).toBe("Multiple elements (2) matching 'a' found.")
    expect(await run('Element Should Exist    <r/>    a')).toBe("No element matching 'a' found.")
  })

  it('tell where elements differ', async () => {
    expect(await run('Elements Should Be Equal    <r><t/><t>x</t></r>    <r><t/><t>y</t></r>')).toBe(
      "Different text at 'r/t[2]': x != y",
    )
    expect(await run('Elements Should Match    <r a="12"/>    <r a="1?" />')).toBe('')
    expect(
      await run('Elements Should Be Equal    <r><b/>1<a/>2</r>    <r><a/>1<b/>2</r>    sort_children=True'),
    ).toBe('')
  })

  it('change elements in place, and keep the text after what they remove', async () => {
    const message = await run(`
      \${root} =    Parse XML    <r><a i="1">x</a>tail<b/></r>
      Add Element    \${root}    <new>n</new>    index=1
      Set Element Text    \${root}    y    xpath=a
      Set Elements Attribute    \${root}    k    v    xpath=*
      Remove Element    \${root}    a
      \${text} =    Element To String    \${root}
      Should Be Equal    \${text}    <r>tail<new k="v">n</new><b k="v" /></r>
      Should Be Equal    \${root[0].tag}    new
      Length Should Be    \${root}    2
      Remove Element    \${root}    .`)
    expect(message).toBe('Cannot remove root element.')
  })

  it('save files, with numbers for what the encoding lacks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilwright-xml-'))
    const message = await run(`
      Save XML    <ä>ö &amp; "</ä>    ${folder}/out.xml    ascii
      \${root} =    Parse XML    <r/>
      Save XML    <r a="&lt;&#10;"/>    ${folder}/other.xml
      \${value} =    Get Element Attribute    ${folder}/other.xml    a
      Should Be Equal    \${value}    <\\n
      Save XML    <r/>    ${folder}    utf-8`)
    expect(message).toBe(`IsADirectoryError: [Errno 21] Is a directory: '${folder}'`)
    rmSync(folder, { recursive: true })
  })
})

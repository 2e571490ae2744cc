import { SaxesParser } from 'saxes'
import { messageOf, SuiteError } from '../../runtime/errors.ts'

/** An element of a block map that holds text. */
export interface BmapElement {
  readonly name: string
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
}

/** The elements of a block map in their order, and its version; a SuiteError if it is none. */
export function readBmapXml(text: string, file: string): { version: string; elements: BmapElement[] } {
  const elements: BmapElement[] = []
  const open: { name: string; text: string; attributes: Record<string, string> }[] = []
  let version = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === 0 && name === 'bmap') version = attributes.version ?? ''
    open.push({ name, text: '', attributes })
  })
  parser.on('text', (more) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += more
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined) elements.push({ ...element, text: element.text.trim() })
  })
  try {
    parser.write(text).close()
  } catch (error) {
    throw noMap(file, messageOf(error))
  }
  if (version === '') throw noMap(file, 'it does not begin with <bmap version="…">')
  return { version, elements }
}

function noMap(file: string, why: string): SuiteError {
  return new SuiteError('bmap-invalid', `${file} is no block map: ${why}.`, {
    hint: 'Make one: bmaptool create IMAGE > IMAGE.bmap',
  })
}

import { readFile, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { anything } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, named, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { textOrBytes } from '../../conversion/union-type.ts'
import { formatBraces } from '../../operators/brace-format.ts'
import { charactersOf, likeGiven, type TextOrBytes } from './text-or-bytes.ts'

/** The keyword that fills templates. */
export const formatKeyword = defineKeyword({
  name: 'Format String',
  doc: 'Gives a template whose `{}` and `{name}` are filled with values; `{:>8}` and the like say how they are written.',
  arguments: [
    {
      ...arg('template', textOrBytes, 'The template, or the absolute path of a UTF-8 file that holds it.'),
      positionalOnly: true,
    },
    rest('positional', anything, 'The values of `{}` and `{0}`.'),
    named('named', anything, 'The values of `{name}`.'),
  ],
  run: async (given, context) => {
    const template = await templateOf(given.template, context)
    const read = template instanceof Uint8Array ? bytesAsCharacters : (value: unknown) => value
    const result = formatBraces(charactersOf(template), {
      positional: given.positional.map(read),
      named: new Map(Object.entries(given.named).map(([name, value]) => [name, read(value)])),
    })
    return likeGiven(template, result)
  },
})

async function templateOf(given: TextOrBytes, context: KeywordContext): Promise<TextOrBytes> {
  if (given instanceof Uint8Array || !isAbsolute(given)) return given
  const isFile = await stat(given).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) return given
  context.log(`Reading template from file ${given}.`)
  const text = await readFile(given, 'utf8')
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
}

function bytesAsCharacters(value: unknown): unknown {
  return value instanceof Uint8Array ? charactersOf(value) : value
}

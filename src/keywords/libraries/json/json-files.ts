import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { anything, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { bytesOfText, textOfBytes } from '../../files/file-text.ts'
import { dumps, loads } from '../../functions/json.ts'

const encoding = optional('encoding', optionalText, undefined, 'The encoding; without it, UTF-8.')

/** The keywords that read and write JSON. */
export const jsonFileKeywords = [
  defineKeyword({
    name: 'Load Json From File',
    doc: 'Reads a JSON file and gives its value.',
    arguments: [arg('fileName', text, 'The file.'), encoding],
    run: (given) => loadJson(given.fileName, given.encoding),
  }),
  defineKeyword({
    name: 'Dump Json To File',
    doc: 'Writes a value to a file as JSON, and gives the path of the file.',
    arguments: [arg('destPath', text, 'The file.'), arg('jsonObject', anything, 'The value.'), encoding],
    run: async (given) => {
      await writeFile(
        resolve(given.destPath),
        await bytesOfText(dumps(given.jsonObject), given.encoding ?? 'UTF-8'),
      )
      return given.destPath
    },
  }),
  defineKeyword({
    name: 'Convert String To Json',
    doc: 'Gives the value of a JSON text.',
    arguments: [arg('jsonString', text, 'The text.')],
    run: (given) => loads(given.jsonString),
  }),
  defineKeyword({
    name: 'Convert Json To String',
    doc: 'Gives a value as JSON text.',
    arguments: [arg('jsonObject', anything, 'The value.')],
    run: (given) => dumps(given.jsonObject),
  }),
]

/** The value of a JSON file. */
export async function loadJson(path: string, encoding = 'UTF-8'): Promise<unknown> {
  const content = await textOfBytes(await readFile(path), encoding)
  return loads(content.replace(/^\ufeff/, ''))
}

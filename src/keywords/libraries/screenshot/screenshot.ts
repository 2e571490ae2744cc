import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, normalize, resolve } from 'node:path'
import { video } from '../../../runtime/interfaces/video.ts'
import { anything, text } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { arg, defineKeyword, defineLibrary, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { isFolder } from '../../files/matching-paths.ts'
import { tellingSystemErrors } from '../../files/system-error.ts'
import { toText } from '../../value/text.ts'

const name = optional(
  'name',
  text,
  'screenshot',
  'The name of the file; without .png at its end it gets a number, `screenshot_1.png`.',
)

/** Robot Framework's Screenshot library, with a device's video source in place of the tester's desktop. */
export const screenshotLibrary = defineLibrary(
  'Screenshot',
  'Takes pictures of what a device shows. The device needs the interface video.',
  tellingSystemErrors([
    defineKeyword({
      name: 'Take Screenshot',
      doc: 'Takes a picture of what the device shows, puts it into the report, and gives the path of the file.',
      interface: video.name,
      arguments: [name, optional('width', anything, '800px', 'Kept for old suites.')],
      run: async (given, context) => {
        const path = await take(given.name, context)
        context.attach(basename(path), path, 'image/png')
        return path
      },
    }),
    defineKeyword({
      name: 'Take Screenshot Without Embedding',
      doc: 'Takes a picture of what the device shows, and gives the path of the file.',
      interface: video.name,
      arguments: [name],
      run: (given, context) => take(given.name, context),
    }),
    defineKeyword({
      name: 'Set Screenshot Directory',
      doc: 'Sets the folder for the pictures of this suite, and gives the one before.',
      arguments: [arg('path', text, 'The folder.')],
      run: (given, context) => {
        const path = normalize(given.path).replace(/(?<=.)[/\\]$/, '')
        if (!isFolder(path)) throw new Error(`Directory '${path}' does not exist.`)
        const before = folderOf(context)
        context.suite.kept.set(KEY, path)
        return before
      },
    }),
    ...generateKeywords(video),
  ]),
)

const KEY = 'Screenshot'

/** The folder that was set, or the one for the output of the run. */
function folderOf({ suite, variables }: KeywordContext): string {
  return toText(suite.kept.get(KEY) ?? variables.get('${OUTPUT DIR}'))
}

async function take(name: string, context: KeywordContext): Promise<string> {
  const folder = folderOf(context)
  if (!context.suite.kept.has(KEY)) await mkdir(folder, { recursive: true })
  const wanted = resolve(folder, name)
  if (!isFolder(dirname(wanted)))
    throw new Error(`Directory '${dirname(wanted)}' where to save the screenshot does not exist.`)
  const path = await save(wanted, await context.device().video.snapshot({ signal: context.signal }))
  context.log(`Screenshot saved to '${path}'.`)
  return path
}

/** A name with an extension is taken as it is; otherwise it gets the first number that is free. */
async function save(wanted: string, picture: Uint8Array): Promise<string> {
  const bare = wanted.replace(/\.(?:png|jpe?g)$/i, '')
  if (bare !== wanted) {
    await writeFile(`${bare}.png`, picture)
    return `${bare}.png`
  }
  for (let index = 1; ; index++) {
    const path = `${bare}_${index}.png`
    if (await isWritten(path, picture)) return path
  }
}

/** False if there is such a file, also if another worker has just made it. */
async function isWritten(path: string, picture: Uint8Array): Promise<boolean> {
  try {
    await writeFile(path, picture, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

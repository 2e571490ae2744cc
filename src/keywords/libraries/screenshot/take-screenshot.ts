import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { isFolder } from '../../files/matching-paths.ts'
import { toText } from '../../value/text.ts'

/** Where a suite keeps the folder for its pictures. */
export const SCREENSHOT_FOLDER = 'Screenshot'

/** The folder that was set, or the one for the output of the run. */
export function screenshotFolder({ suite, variables }: KeywordContext): string {
  return toText(suite.kept.get(SCREENSHOT_FOLDER) ?? variables.get('${OUTPUT DIR}'))
}

/** Takes a picture of what the device shows, saves it, and puts it into the report. */
export async function takeScreenshot(name: string, context: KeywordContext): Promise<string> {
  const path = await saveScreenshot(name, context)
  context.attach(basename(path), path, 'image/png')
  return path
}

/** Takes a picture of what the device shows, and saves it. */
export async function saveScreenshot(name: string, context: KeywordContext): Promise<string> {
  const folder = screenshotFolder(context)
  if (!context.suite.kept.has(SCREENSHOT_FOLDER)) await mkdir(folder, { recursive: true })
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

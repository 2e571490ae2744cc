import { normalize } from 'node:path'
import { video } from '../../../runtime/interfaces/video.ts'
import { anything, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, defineLibrary, optional } from '../../catalogue/keyword.ts'
import { isFolder } from '../../files/matching-paths.ts'
import { tellingSystemErrors } from '../../files/system-error.ts'
import { SCREENSHOT_FOLDER, saveScreenshot, screenshotFolder, takeScreenshot } from './take-screenshot.ts'

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
      run: (given, context) => takeScreenshot(given.name, context),
    }),
    defineKeyword({
      name: 'Take Screenshot Without Embedding',
      doc: 'Takes a picture of what the device shows, and gives the path of the file.',
      interface: video.name,
      arguments: [name],
      run: (given, context) => saveScreenshot(given.name, context),
    }),
    defineKeyword({
      name: 'Set Screenshot Directory',
      doc: 'Sets the folder for the pictures of this suite, and gives the one before.',
      arguments: [arg('path', text, 'The folder.')],
      run: (given, context) => {
        const path = normalize(given.path).replace(/(?<=.)[/\\]$/, '')
        if (!isFolder(path)) throw new Error(`Directory '${path}' does not exist.`)
        const before = screenshotFolder(context)
        context.suite.kept.set(SCREENSHOT_FOLDER, path)
        return before
      },
    }),
  ]),
)

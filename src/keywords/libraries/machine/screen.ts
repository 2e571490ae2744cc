import { DeviceError } from '../../../runtime/errors.ts'
import { video } from '../../../runtime/interfaces/video.ts'
import { containsWords } from '../../../runtime/search/words-in.ts'
import { boolean, time } from '../../catalogue/argument-type.ts'
import { generateKeywords } from '../../catalogue/generate.ts'
import { defineKeyword, defineLibrary, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { argOf, optionOf, parameterType } from '../../catalogue/parameter-type.ts'
import { takeScreenshot } from '../screenshot/take-screenshot.ts'

const NEEDS = { interface: 'video' } as const
const { compare, waitForText } = video.members
const image = argOf(compare, 'image')
const wanted = argOf(waitForText, 'text')
const region = optionOf(compare, 'region')
const tolerance = optional(
  'tolerance',
  parameterType(compare.options.tolerance),
  0.01,
  'Share of the pixels that may differ, 0 to 1.',
)
const ignoreCase = optional('ignoreCase', boolean, false, 'Whether upper and lower case are the same.')
const timeout = optional('timeout', time, 30_000, 'How long to wait at most.')

const keywords = [
  defineKeyword({
    name: 'Screen Should Show',
    phrases: ['Screen should show {image} [in region {region}]'],
    doc: 'Fails unless the screen shows a picture. Returns where it is, as x and y.',
    ...NEEDS,
    arguments: [image, region, tolerance],
    run: ({ image: file, ...match }, context) =>
      withPicture(context, async () => {
        const { signal } = context
        const found = await context.device().video.compare(file, { ...given(match), signal })
        if (found.matches) return found
        const message = `The screen does not show ${file}: ${percent(found.difference)} of the pixels differ, ${percent(match.tolerance)} may.`
        throw new DeviceError('screen-differs', message)
      }),
  }),
  defineKeyword({
    name: 'Wait Until Screen Shows',
    phrases: ['Wait until screen shows {image} [in region {region}] [within {timeout}]'],
    doc: 'Waits until the screen shows a picture. Returns where it is, as x and y.',
    ...NEEDS,
    arguments: [image, timeout, region, tolerance],
    run: ({ image: file, ...match }, context) =>
      withPicture(context, () =>
        context.device().video.waitForMatch(file, { ...given(match), signal: context.signal }),
      ),
  }),
  defineKeyword({
    name: 'Screen Should Say',
    phrases: ['Screen should say {text} [in region {region}]'],
    doc: 'Fails unless a text can be read on the screen. Returns all that can be read.',
    ...NEEDS,
    arguments: [wanted, region, ignoreCase],
    run: ({ text: expected, region: where, ignoreCase: fold }, context) =>
      withPicture(context, async () => {
        const said = await context
          .device()
          .video.readText({ ...given({ region: where }), signal: context.signal })
        if (containsWords(said, expected, fold)) return said
        const lines = said === '' ? '\n  nothing' : said.replace(/^/gm, '  | ').replace(/^/, '\n')
        throw new DeviceError('screen-lacks', `The screen does not say "${expected}". It says:${lines}`)
      }),
  }),
  defineKeyword({
    name: 'Wait Until Screen Says',
    phrases: ['Wait until screen says {text} [in region {region}] [within {timeout}]'],
    doc: 'Waits until a text can be read on the screen. Returns all that can be read then.',
    ...NEEDS,
    arguments: [wanted, timeout, region, ignoreCase],
    run: ({ text: expected, ...options }, context) =>
      withPicture(context, () =>
        context.device().video.waitForText(expected, { ...given(options), signal: context.signal }),
      ),
  }),
  defineKeyword({
    name: 'Read Screen',
    phrases: ['Read the screen [in region {region}]'],
    doc: video.members.readText.doc,
    ...NEEDS,
    arguments: [region],
    run: (options, context) => context.device().video.readText({ ...given(options), signal: context.signal }),
  }),
]

/** Keywords that look at what a device shows. */
export const screenLibrary = defineLibrary('Screen', video.doc, [...keywords, ...generateKeywords(video)])

/** Puts what the screen showed into the report when a check of it fails. */
async function withPicture<T>(context: KeywordContext, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    // The picture is a help only: without one the failure is still told.
    if (!context.signal.aborted) await takeScreenshot('screen', context).catch(() => {})
    throw error
  }
}

/** What was given, without what was left out. */
function given<T extends object>(options: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]-?: Exclude<T[K], undefined> }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}

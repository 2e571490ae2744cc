import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isDeadline, sleep, withDeadline } from '../../runtime/deadline.ts'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import type { video } from '../../runtime/interfaces/video.ts'
import { containsWords } from '../../runtime/search/words-in.ts'
import { formatDuration } from '../../runtime/units.ts'
import { comparePictures } from './compare-pictures.ts'
import { cropPicture, decodePng, encodePng, type Picture, regionOf } from './picture.ts'
import { readText } from './read-text.ts'

/** Something that shows pictures. */
export interface Screen {
  readonly device: string
  /** Folder that relative paths start in. */
  readonly directory: string
  capture(signal: AbortSignal): Promise<Picture>
}

interface Match {
  readonly region?: string | undefined
  readonly tolerance: number
}

const LOOK_EVERY_MS = 100

/** All that the interface `video` asks for, from one way to take a picture. */
export function createVideo(screen: Screen): ImplementationOf<typeof video> {
  const { device } = screen
  const compare = async (wanted: Picture, { region, tolerance }: Match, shown: Picture) => {
    const found = await comparePictures(shown, wanted, regionOf(shown, region))
    return { matches: found.difference <= tolerance, ...found }
  }
  const read = (shown: Picture, region: string | undefined, language: string, signal: AbortSignal) =>
    readText(cropPicture(shown, regionOf(shown, region)), { device, language, signal })
  return {
    snapshot: async (_, { signal }) => encodePng(await screen.capture(signal)),
    frames: async function* ({ every }, { signal }) {
      for (;;) {
        const shown = await screen.capture(signal)
        yield { time: Date.now(), picture: await encodePng(shown) }
        await sleep(every, { signal })
      }
    },
    compare: async ({ image, ...match }, { signal }) =>
      compare(await load(screen, image), match, await screen.capture(signal)),
    waitForMatch: async ({ image, timeout, ...match }, { signal }) => {
      const wanted = await load(screen, image)
      let nearest = 1
      const look = async (shown: Picture) => {
        const found = await compare(wanted, match, shown)
        nearest = found.difference
        return found.matches ? found : undefined
      }
      const late = () => differs(device, { image, timeout, difference: nearest, ...match })
      return watch(screen, look, { timeout, signal, late })
    },
    readText: async ({ region, language }, { signal }) =>
      read(await screen.capture(signal), region, language, signal),
    waitForText: async ({ text, region, ignoreCase, language, timeout }, { signal }) => {
      let said = ''
      const look = async (shown: Picture, looking: AbortSignal) => {
        said = await read(shown, region, language, looking)
        return containsWords(said, text, ignoreCase) ? said : undefined
      }
      return watch(screen, look, { timeout, signal, late: () => lacks(device, { text, timeout, said }) })
    },
  }
}

interface Watch {
  readonly timeout: number
  readonly signal: AbortSignal
  /** The error when time has run out. */
  late(): DeviceError
}

/** Looks at pictures until one will do; one that is the same as the last is not looked at again. */
async function watch<T>(
  screen: Screen,
  look: (shown: Picture, signal: AbortSignal) => Promise<T | undefined>,
  { timeout, signal, late }: Watch,
): Promise<T> {
  using deadline = withDeadline(timeout, signal, 'watching a screen')
  let last: Picture | undefined
  try {
    for (;;) {
      const shown = await screen.capture(deadline.signal)
      const found = isSame(shown, last) ? undefined : await look(shown, deadline.signal)
      if (found !== undefined) return found
      last = shown
      await sleep(LOOK_EVERY_MS, { signal: deadline.signal })
    }
  } catch (error) {
    throw isDeadline(deadline.signal.reason) ? late() : error
  }
}

function isSame(a: Picture, b: Picture | undefined): boolean {
  return b !== undefined && a.width === b.width && Buffer.compare(a.pixels, b.pixels) === 0
}

async function load({ directory }: Screen, image: string): Promise<Picture> {
  const path = resolve(directory, image)
  try {
    return await decodePng(await readFile(path), image)
  } catch (cause) {
    if (cause instanceof SuiteError) throw cause
    throw new SuiteError('picture-missing', `The picture ${image} cannot be read.`, { cause })
  }
}

interface Differing extends Match {
  readonly image: string
  readonly timeout: number
  readonly difference: number
}

function differs(device: string, { image, timeout, difference, tolerance }: Differing): DeviceError {
  const message = `The screen of ${device} did not show ${image} within ${formatDuration(timeout)}: ${percent(difference)} of the pixels differ, ${percent(tolerance)} may.`
  return new DeviceError('screen-differs', message, { device })
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}

interface Lacking {
  readonly text: string
  readonly timeout: number
  readonly said: string
}

function lacks(device: string, { text, timeout, said }: Lacking): DeviceError {
  const lines = said === '' ? '\n  nothing' : said.replace(/^/gm, '\n  | ').replaceAll('\n\n', '\n')
  const message = `The screen of ${device} did not say "${text}" within ${formatDuration(timeout)}. It says:${lines}`
  return new DeviceError('screen-lacks', message, { device })
}

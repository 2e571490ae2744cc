import { SuiteError } from '../../runtime/errors.ts'
import { findPicture, type Place } from './find-picture.ts'
import { cropPicture, type Picture, type Region } from './picture.ts'

/** How far a picture is from what is shown, at the place where it comes nearest. */
export interface Comparison extends Place {
  /** Share of the pixels that differ to the eye. */
  readonly difference: number
}

/** Colours that are nearer than this look the same; what comes of smoothed edges is left out besides. */
const EYE = 0.1

/** Compares a picture with a part of the screen, or looks for it there if it is smaller. */
export async function comparePictures(shown: Picture, wanted: Picture, region: Region): Promise<Comparison> {
  if (wanted.width > region.width || wanted.height > region.height) throw tooLarge(wanted, region)
  const part = cropPicture(shown, region)
  const isWhole = wanted.width === part.width && wanted.height === part.height
  const places = isWhole ? [{ x: 0, y: 0 }] : findPicture(part, wanted)
  let best: Comparison = { x: region.x, y: region.y, difference: 1 }
  for (const { x, y } of places) {
    const { width, height } = wanted
    const difference = await differenceOf(cropPicture(part, { x, y, width, height }), wanted)
    if (difference < best.difference) best = { x: region.x + x, y: region.y + y, difference }
    if (difference === 0) break
  }
  return best
}

async function differenceOf(a: Picture, b: Picture): Promise<number> {
  const { default: pixelmatch } = await import('pixelmatch')
  const { width, height } = b
  return pixelmatch(a.pixels, b.pixels, undefined, width, height, { threshold: EYE }) / (width * height)
}

function tooLarge(wanted: Picture, region: Region): SuiteError {
  const message = `The picture has ${wanted.width}×${wanted.height} pixels, what is looked at only ${region.width}×${region.height}.`
  return new SuiteError('picture-too-large', message, {
    hint: 'Take the picture from this screen, or look at a larger region.',
  })
}

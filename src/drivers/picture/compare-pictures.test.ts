import { expect, it } from 'vitest'
import { comparePictures } from './compare-pictures.ts'
import { cropPicture, decodePng, encodePng, type Picture, regionOf } from './picture.ts'

/** A screen with a pattern that repeats nowhere. */
function pattern(width: number, height: number): Picture {
  const pixels = new Uint8Array(width * height * 4).fill(255)
  for (let at = 0, state = 1; at < width * height; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const value = state >>> 24
    pixels.set([value, value > 127 ? 255 : 0, 255 - value], at * 4)
  }
  return { width, height, pixels }
}

const screen = pattern(200, 100)
const whole = regionOf(screen, undefined)

it('finds a picture in itself, and what was encoded in what was decoded', async () => {
  const again = await decodePng(await encodePng(screen), 'again')
  expect(await comparePictures(screen, again, whole)).toEqual({ x: 0, y: 0, difference: 0 })
})

it('tells which share of the pixels differs', async () => {
  const pixels = screen.pixels.slice()
  for (let at = 0; at < 200 * 10; at++) pixels.set([0, 0, 0], at * 4)
  const { difference } = await comparePictures(screen, { ...screen, pixels }, whole)
  expect(difference).toBeGreaterThan(0.05)
  expect(difference).toBeLessThanOrEqual(0.1)
})

it('finds a part wherever it is, also one with noise, and only in the region', async () => {
  const part = cropPicture(screen, { x: 37, y: 61, width: 40, height: 20 })
  expect(await comparePictures(screen, part, whole)).toEqual({ x: 37, y: 61, difference: 0 })
  const noisy = { ...part, pixels: part.pixels.map((value, at) => (at % 64 === 0 ? 255 - value : value)) }
  expect(await comparePictures(screen, noisy, whole)).toMatchObject({ x: 37, y: 61 })
  const region = { x: 30, y: 50, width: 100, height: 50 }
  expect(await comparePictures(screen, part, region)).toEqual({ x: 37, y: 61, difference: 0 })
  const elsewhere = await comparePictures(screen, part, { x: 80, y: 0, width: 100, height: 50 })
  expect(elsewhere.difference).toBeGreaterThan(0.5)
})

it('refuses what cannot be in it', async () => {
  await expect(comparePictures(screen, pattern(201, 10), whole)).rejects.toMatchObject({
    code: 'picture-too-large',
  })
  expect(() => regionOf(screen, '190,0,20,10')).toThrow('is not in a picture of 200×100 pixels')
  expect(() => regionOf(screen, '0,0,0,10')).toThrow('is not in a picture')
  await expect(decodePng(Buffer.from('GIF89a'), 'a.gif')).rejects.toMatchObject({ code: 'not-a-picture' })
})

it('looks through a large screen at once', async () => {
  const large = pattern(1280, 800)
  const part = cropPicture(large, { x: 900, y: 700, width: 120, height: 60 })
  const began = performance.now()
  expect(await comparePictures(large, part, regionOf(large, undefined))).toMatchObject({ x: 900, y: 700 })
  expect(performance.now() - began).toBeLessThan(20_000)
})

import { expect, it } from 'vitest'
import { parsePpm } from '../picture/picture.ts'
import { PpmReader } from './ppm-reader.ts'

const pixmap = (width: number, height: number, value: number) =>
  Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), Buffer.alloc(width * height * 3, value)])

it.each([1, 5, 64, 10_000])('cuts a stream into pixmaps from chunks of %i bytes', (size) => {
  const stream = Buffer.concat([pixmap(3, 2, 1), pixmap(10, 10, 2), pixmap(3, 2, 3)])
  const reader = new PpmReader()
  const whole: Uint8Array[] = []
  for (let at = 0; at < stream.length; at += size) whole.push(...reader.read(stream.subarray(at, at + size)))
  const pictures = whole.map((one) => parsePpm(one))
  expect(pictures.map(({ width, height, pixels }) => [width, height, pixels[0], pixels[3]])).toEqual([
    [3, 2, 1, 255],
    [10, 10, 2, 255],
    [3, 2, 3, 255],
  ])
})

it('refuses what is no pixmap, or is cut short', () => {
  expect(() => new PpmReader().read(Buffer.alloc(100, 'x'))).toThrow('not a stream of pixmaps')
  expect(() => parsePpm(Buffer.from('GIF89a'))).toThrow('not a pixmap')
  expect(() => parsePpm(pixmap(4, 4, 0).subarray(0, 30))).toThrow('cut short')
})

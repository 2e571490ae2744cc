import { SuiteError } from '../../runtime/errors.ts'

/** A picture in memory: four bytes a pixel, red, green, blue and opacity, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** A part of a picture, in pixels. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Reads a PNG file; a SuiteError names the file if it is none. */
export async function decodePng(bytes: Uint8Array, file: string): Promise<Picture> {
  const { PNG } = await import('pngjs')
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes))
    return { width, height, pixels: data }
  } catch (cause) {
    throw new SuiteError('not-a-picture', `${file} is not a PNG file that can be read.`, { cause })
  }
}

/** Writes a picture as PNG. */
export async function encodePng({ width, height, pixels }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const { PNG } = await import('pngjs')
  const png = new PNG({ width, height })
  png.data = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength)
  // Screens are flat: the quick settings make files that are small enough.
  return new Uint8Array(PNG.sync.write(png, { deflateLevel: 3, filterType: 0 }))
}

/** Reads a portable pixmap (PPM, binary, 8 bits a channel). */
export function parsePpm(bytes: Uint8Array): Picture {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  const match = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(head)
  if (match === null) throw new RangeError('not a pixmap')
  const [start, width, height] = [match[0].length, Number(match[1]), Number(match[2])]
  const count = width * height
  if (bytes.length < start + count * 3) throw new RangeError('the pixmap is cut short')
  const pixels = new Uint8Array(count * 4).fill(255)
  for (let pixel = 0, from = start; pixel < count * 4; pixel += 4, from += 3) {
    pixels[pixel] = bytes[from] as number
    pixels[pixel + 1] = bytes[from + 1] as number
    pixels[pixel + 2] = bytes[from + 2] as number
  }
  return { width, height, pixels }
}

/** Cuts a part out of a picture. */
export function cropPicture({ width, pixels }: Picture, region: Region): Picture {
  const cut = new Uint8Array(region.width * region.height * 4)
  for (let row = 0; row < region.height; row++) {
    const start = ((region.y + row) * width + region.x) * 4
    cut.set(pixels.subarray(start, start + region.width * 4), row * region.width * 4)
  }
  return { width: region.width, height: region.height, pixels: cut }
}

/** The part of a picture that `x,y,width,height` names; all of it without a name. A SuiteError if it is not in it. */
export function regionOf(picture: Picture, written: string | undefined): Region {
  if (written === undefined) return { x: 0, y: 0, width: picture.width, height: picture.height }
  const [x = 0, y = 0, width = 0, height = 0] = written.split(',').map(Number)
  if (width > 0 && height > 0 && x + width <= picture.width && y + height <= picture.height)
    return { x, y, width, height }
  const message = `The region ${written} is not in a picture of ${picture.width}×${picture.height} pixels.`
  throw new SuiteError('region-outside', message, { hint: 'Write it as x,y,width,height.' })
}

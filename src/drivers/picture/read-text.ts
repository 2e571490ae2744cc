import { execa } from 'execa'
import { LabError } from '../../runtime/errors.ts'
import { findProgram } from '../guarded-process/find-program.ts'
import { encodePng, type Picture } from './picture.ts'

/** How a text is read. */
export interface Reading {
  readonly device: string
  /** Language, as tesseract names it. */
  readonly language: string
  readonly signal: AbortSignal
}

/** Letters of a screen are small for what tesseract is used to. */
const SCALE = 3

/** Reads the text in a picture with the installed tesseract. */
export async function readText(picture: Picture, { device, language, signal }: Reading): Promise<string> {
  const program = findProgram({ program: 'tesseract', package: 'tesseract-ocr', device })
  const input = await encodePng(enlarge(darkOnLight(picture), SCALE))
  // One block of text, blanks kept; one thread, since tests run beside each other.
  const args = ['stdin', 'stdout', '-l', language, '--psm', '6', '-c', 'preserve_interword_spaces=1']
  const env = { OMP_THREAD_LIMIT: '1' }
  const { exitCode, stdout, stderr } = await execa(program, args, {
    input,
    env,
    reject: false,
    cancelSignal: signal,
  })
  signal.throwIfAborted()
  if (exitCode === 0) return stdout.replace(/[ \t]+$/gm, '').trim()
  throw new LabError('text-not-read', `tesseract could not read the screen of ${device}:\n${stderr}`, {
    device,
  })
}

/** Grey, and the other way round where it is light on dark. */
function darkOnLight({ width, height, pixels }: Picture): Picture {
  const grey = new Uint8Array(width * height)
  let sum = 0
  for (let at = 0; at < grey.length; at++) {
    const [red = 0, green = 0, blue = 0] = [pixels[at * 4], pixels[at * 4 + 1], pixels[at * 4 + 2]]
    grey[at] = 0.3 * red + 0.59 * green + 0.11 * blue
    sum += grey[at] as number
  }
  const isDark = sum / grey.length < 128
  const turned = new Uint8Array(pixels.length).fill(255)
  for (let at = 0; at < grey.length; at++)
    turned.fill(isDark ? 255 - (grey[at] as number) : (grey[at] as number), at * 4, at * 4 + 3)
  return { width, height, pixels: turned }
}

function enlarge({ width, height, pixels }: Picture, by: number): Picture {
  const [wide, high] = [width * by, height * by]
  const source = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height)
  const target = new Uint32Array(wide * high)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++)
      target[y * wide + x] = source[Math.floor(y / by) * width + Math.floor(x / by)] as number
  return { width: wide, height: high, pixels: new Uint8Array(target.buffer) }
}

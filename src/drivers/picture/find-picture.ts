import type { Picture } from './picture.ts'

/** A place in a picture. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** So many pixels decide whether a place is worth a closer look. */
const PROBES = 48
/** Places that are looked at closely, the best first. */
const CANDIDATES = 24
/** Channels may be so far apart in a probe: fonts are smoothed, cameras are noisy. */
const NEAR = 40
/** Share of the probes that may be wrong. */
const MAY_MISS = 0.25

/** The places at which a smaller picture may stand in a larger one, likely ones first. */
export function findPicture(whole: Picture, part: Picture): Place[] {
  const probes = probesOf(part, whole.width)
  const mayMiss = Math.floor(probes.length * MAY_MISS)
  const found: (Place & { readonly misses: number })[] = []
  for (let y = 0; y + part.height <= whole.height; y++)
    for (let x = 0; x + part.width <= whole.width; x++) {
      const misses = countMisses(whole.pixels, (y * whole.width + x) * 4, probes, mayMiss)
      if (misses <= mayMiss) found.push({ x, y, misses })
    }
  return found.sort((a, b) => a.misses - b.misses).slice(0, CANDIDATES)
}

/** A pixel of the part: where it lies in the whole, from where the part begins, and its colour. */
interface Probe {
  readonly offset: number
  readonly red: number
  readonly green: number
  readonly blue: number
}

function countMisses(pixels: Uint8Array, start: number, probes: readonly Probe[], mayMiss: number): number {
  let misses = 0
  for (const { offset, red, green, blue } of probes) {
    const at = start + offset
    const isNear =
      Math.abs((pixels[at] as number) - red) <= NEAR &&
      Math.abs((pixels[at + 1] as number) - green) <= NEAR &&
      Math.abs((pixels[at + 2] as number) - blue) <= NEAR
    if (!isNear && ++misses > mayMiss) return misses
  }
  return misses
}

/** Pixels all over the part, those first that differ from their left neighbour: they tell most. */
function probesOf({ width, height, pixels }: Picture, rowWidth: number): Probe[] {
  const edges: Probe[] = []
  const flat: Probe[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3)
      const probe = { offset: (y * rowWidth + x) * 4, red, green, blue }
      const change = x === 0 ? 0 : Math.abs(green - (pixels[at - 3] as number))
      ;(change > NEAR ? edges : flat).push(probe)
    }
  return [...spreadOver(edges, PROBES * 0.75), ...spreadOver(flat, PROBES * 0.25)]
}

function spreadOver(probes: readonly Probe[], count: number): Probe[] {
  const step = Math.max(1, probes.length / count)
  const picked: Probe[] = []
  for (let at = 0; at < probes.length; at += step) picked.push(probes[Math.floor(at)] as Probe)
  return picked
}

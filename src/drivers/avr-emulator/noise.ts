/** How a line damages what passes over it. */
export interface Noise {
  /** Share of the bytes that are damaged, 0 to 1. */
  readonly rate: number
  /** Share of the bytes that are lost, 0 to 1. */
  readonly lose: number
  readonly seed: number
}

/** Passes a byte on: as it is, damaged, or not at all (undefined). */
export type NoisyLine = (byte: number) => number | undefined

/** A line with that noise: the same seed damages the same bytes in the same way. */
export function createNoisyLine({ rate, lose, seed }: Noise): NoisyLine {
  const next = createRandom(seed)
  return (byte) => {
    // Three draws for each byte whatever becomes of it, so that rate and lose do not shift each other's sequence.
    const [fate, damage, bit] = [next(), next(), next()]
    if (fate < lose) return undefined
    return damage < rate ? byte ^ (1 << Math.floor(bit * 8)) : byte
  }
}

/** Mulberry32, a small generator with 32 bits of state; yields numbers from 0 up to 1. */
function createRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Zeros are looked for in steps of so many bytes. */
const STEP = 65_536
const ZEROS = new Uint8Array(STEP)

/** The parts of a piece that are not zero, from and to, as few as there can be. */
export function filledParts(bytes: Uint8Array): (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = []
  let from: number | undefined
  for (let at = 0; at < bytes.length; at += STEP) {
    const step = bytes.subarray(at, at + STEP)
    const isFilled = Buffer.compare(step, ZEROS.subarray(0, step.length)) !== 0
    if (isFilled) from ??= at
    else if (from !== undefined) {
      parts.push([from, at])
      from = undefined
    }
  }
  if (from !== undefined) parts.push([from, bytes.length])
  return parts
}

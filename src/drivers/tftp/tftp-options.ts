/** How a transfer goes: RFC 1350, or as its options say. */
export interface TransferTerms {
  readonly blockSize: number
  /** Blocks that go out before an answer is awaited. */
  readonly windowSize: number
  /** Milliseconds until what got no answer is sent again. */
  readonly patience: number
  /** The options that are accepted, as they are told. */
  readonly accepted: ReadonlyMap<string, string>
}

const BLOCK_SIZE = 512
/** No datagram holds more (RFC 2348). */
const LARGEST_BLOCK = 65_464

/** Agrees on the options of a request; what is unknown or makes no sense is left out, as the RFCs want. */
export function agreeOn(
  options: ReadonlyMap<string, string>,
  { size, patience }: { readonly size: number; readonly patience: number },
): TransferTerms {
  const accepted = new Map<string, string>()
  const number = (name: string, least: number, most: number) => {
    const value = Number(options.get(name) ?? Number.NaN)
    if (!Number.isInteger(value) || value < least) return undefined
    const agreed = Math.min(value, most)
    accepted.set(name, String(agreed))
    return agreed
  }
  const blockSize = number('blksize', 8, LARGEST_BLOCK) ?? BLOCK_SIZE
  const windowSize = number('windowsize', 1, 0xffff) ?? 1
  // Another time than the one that was asked for may not be offered.
  const seconds = Number(options.get('timeout')) > 255 ? undefined : number('timeout', 1, 255)
  if (options.has('tsize')) accepted.set('tsize', String(size))
  return { blockSize, windowSize, patience: seconds === undefined ? patience : seconds * 1000, accepted }
}

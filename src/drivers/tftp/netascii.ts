const [CR, LF, NUL] = [13, 10, 0]

/** Text as `netascii` carries it: a line ends with CR LF, and a CR that ends none is followed by NUL. */
export function toNetascii(content: Uint8Array): Buffer {
  const bytes: number[] = []
  for (const byte of content) {
    if (byte === LF) bytes.push(CR, LF)
    else if (byte === CR) bytes.push(CR, NUL)
    else bytes.push(byte)
  }
  return Buffer.from(bytes)
}

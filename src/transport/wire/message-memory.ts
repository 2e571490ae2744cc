/** Memory of one block: a message with the longest chunk that streams and files send. */
const BLOCK = 65_536 + 64
/** So many blocks wait to be used again. */
const KEPT = 32

const blocks = new WeakSet<ArrayBufferLike>()
const free: ArrayBuffer[] = []

/**
 * Memory for a message, with anything in it. A stream of long messages uses the same few blocks again and again: fresh
 * memory for each costs more than filling it, for the system that provides it and for V8 that clears it away.
 */
export function takeMemory(length: number): Buffer {
  if (length > BLOCK || length <= BLOCK / 2) return Buffer.allocUnsafe(length)
  return Buffer.from(free.pop() ?? newBlock(), 0, length)
}

/** Takes back the memory of a message that the peer has: nobody may look at it afterwards. */
export function giveMemoryBack(message: Uint8Array): void {
  const { buffer } = message
  if (free.length < KEPT && blocks.has(buffer)) free.push(buffer as ArrayBuffer)
}

function newBlock(): ArrayBuffer {
  const { buffer } = Buffer.allocUnsafeSlow(BLOCK)
  blocks.add(buffer)
  return buffer as ArrayBuffer
}
